import { hash } from 'node:crypto'
import type { OpenReturn } from '../returns/index.ts'

/** Tells one state of the answers and files of a return from another: a code to sign holds for the state that was there when it was asked for. */
export function answersPrint({ responses, evidenceCounts }: Pick<OpenReturn, 'responses' | 'evidenceCounts'>): string {
  const parts = [
    ...[...responses].map(([key, { version }]) => `${key}.${version}`),
    ...[...evidenceCounts].map(([key, files]) => `${key}:${files}`),
  ]
  return hash('sha256', parts.sort().join(' '), 'base64url').slice(0, 22)
}
