import { CodedFailure, type ErrorCode } from '../../contracts/errors.ts'

const codeOf = (thrown: unknown, fallback: ErrorCode): ErrorCode => {
  const name = thrown instanceof Error ? thrown.constructor.name : ''
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  const systemCode: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined
  if (name === 'InsufficientMemoryError' || /insufficient memory|failed to allocate/i.test(text)) {
    return 'model.not-enough-memory'
  }
  if (name === 'NoBinaryFoundError' || systemCode === 'ERR_MODULE_NOT_FOUND') {
    return 'engine.native-module-missing'
  }
  if (systemCode === 'ENOENT') return 'llm.model-missing'
  return fallback
}

/** Whatever the native library throws, as a coded failure. */
export const llamaFailure = (thrown: unknown, fallback: ErrorCode = 'llm.failed'): CodedFailure => {
  if (thrown instanceof CodedFailure) return thrown
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new CodedFailure({ code: codeOf(thrown, fallback), detail }, { cause: thrown })
}
