import { seal, unseal } from '../../platform/sealed.ts'
import type { OpenReturn } from '../returns/index.ts'
import { identityFrom } from './book/layout.ts'
import { identitySchema, sealedIn, type Identity } from './book/identity.ts'
import type { FilledSheet } from './book/read.ts'

const PURPOSE = 'workbook:1'

/** Whose workbook is being made, sealed: nobody can change whose it is without the program's secret. */
export const sealIdentity = (open: OpenReturn, { secret, now }: { secret: Buffer; now: Date }): string =>
  seal(secret, PURPOSE, JSON.stringify(identityFrom(open, now)))

/** Whose workbook it is. @returns why not, where nobody can tell */
export function identityOf(secret: Buffer, sheets: readonly Pick<FilledSheet, 'rows'>[]): Identity | 'missing' | 'broken' {
  const sealed = sealedIn(sheets)
  if (sealed === undefined) return 'missing'
  try {
    return identitySchema.parse(JSON.parse(unseal(secret, PURPOSE, sealed)))
  } catch {
    return 'broken'
  }
}
