import type { z } from 'zod'

/** The fields of a urlencoded or multipart body. */
export type Body = Readonly<Record<string, unknown>>

/** One fault of a form: the id of the field, and what to do about it in the users' words. */
export type FormError = { field: string; message: string }

export type ParsedForm<Values> = { ok: true; values: Values } | { ok: false; errors: FormError[] }

/**
 * Checks the body of a form. The messages are those of the schema: write them there, as the person should read them.
 * A nested path `due.day` is the field `due.day`.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, body: unknown): ParsedForm<z.output<Schema>> {
  const result = schema.safeParse(body ?? {})
  if (result.success) return { ok: true, values: result.data }
  const seen = new Set<string>()
  const errors: FormError[] = []
  for (const issue of result.error.issues) {
    const field = issue.path.join('.')
    if (seen.has(field)) continue
    seen.add(field)
    errors.push({ field, message: issue.message })
  }
  return { ok: false, errors }
}

/** What was typed into a field, to show it again: never trusted, never lost. */
export function typed(body: unknown, field: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[field]
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : ''
  return typeof value === 'string' ? value : ''
}

/** All that was typed or ticked under one name. */
export function typedAll(body: unknown, field: string): string[] {
  const value = (body as Record<string, unknown> | undefined)?.[field]
  const list = Array.isArray(value) ? value : [value]
  return list.filter(item => typeof item === 'string')
}
