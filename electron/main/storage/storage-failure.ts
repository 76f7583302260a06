import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import { stampOf } from './copies.ts'

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''

/** Room for some years of talk: what to free when the disk is full. */
const ENOUGH_MEGABYTES = 100

/** What a person is told of a failed file or database operation. */
export const storageError = (thrown: unknown, file: string): CodedError => {
  if (thrown instanceof CodedFailure) return thrown.error
  const code = codeOf(thrown)
  const detail = `${file}: ${thrown instanceof Error ? thrown.message : String(thrown)}`
  const params = { file }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return { code: 'disk.full', detail, params: { ...params, megabytes: ENOUGH_MEGABYTES } }
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return { code: 'storage.damaged', detail, params }
  }
  return { code: 'storage.unavailable', detail, params }
}

/** A name beside the file that says what became of it and when. Nothing damaged is deleted. */
export const damagedName = (file: string, nowMs: number): string => {
  const dot = file.lastIndexOf('.')
  return `${file.slice(0, dot)}.damaged-${stampOf(nowMs)}${file.slice(dot)}`
}

/**
 * Only the full-text index is damaged: SQLite's own code for a virtual table, or a row of its own tables
 * that it did not expect there (of ours the message would name the table).
 */
export const isIndexDamage = (thrown: unknown): boolean =>
  codeOf(thrown) === 'SQLITE_CORRUPT_VTAB' ||
  (thrown instanceof Error && thrown.message === 'constraint failed')
