/** What is found, and what is put there. Rules are tables; they are applied in order. */
export type TextRule = readonly [
  pattern: RegExp,
  replacement: string | ((match: string, ...groups: (string | undefined)[]) => string),
]

export const applyRules = (text: string, rules: readonly TextRule[]): string =>
  rules.reduce(
    (current, [pattern, replacement]) =>
      typeof replacement === 'string'
        ? current.replace(pattern, replacement)
        : current.replace(pattern, (match, ...groups: unknown[]) =>
            replacement(
              match,
              ...groups.map((group) => (typeof group === 'string' ? group : undefined)),
            ),
          ),
    text,
  )

/** A number as people write it in text: 5, 1,000, 3.14. */
export const NUMBER = '\\d+(?:,\\d{3})*(?:\\.\\d+)?'
