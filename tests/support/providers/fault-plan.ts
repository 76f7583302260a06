/** A fault each time, in order (null: none); `forever` keeps the last one after them. */
export interface FaultPlan<Fault> {
  readonly faults: readonly (Fault | null)[]
  readonly forever?: boolean
}

/** Hands out a plan's faults one after another. */
export const faultsOf = <Fault>(plan: FaultPlan<Fault> | undefined): (() => Fault | null) => {
  let used = 0
  return () => {
    if (plan === undefined) return null
    const fault = plan.faults[used++]
    if (fault !== undefined) return fault
    return plan.forever === true ? (plan.faults.at(-1) ?? null) : null
  }
}
