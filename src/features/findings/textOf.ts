import type { Json } from '../questions/index.ts'

/** A value as a form carries it, and as a count of it is named. */
export const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
