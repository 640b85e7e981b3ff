import { CommandRefused } from '../../platform/command.ts'
import type { Db } from '../../platform/db.ts'
import { allPartnerships, partnershipByCode, type Partnership } from './store.ts'

/**
 * The partnership that a command means: the one named, or the only one there is.
 *
 * @throws CommandRefused naming the codes there are, when none is named and there are several, or the one named is not there
 */
export async function partnershipFor(db: Db, code: string | undefined): Promise<Partnership> {
  const named = code === undefined ? undefined : await partnershipByCode(db, code)
  if (named) return named
  const all = await allPartnerships(db)
  const [only] = all
  if (code === undefined && only && all.length === 1) return only
  const codes = all.map(partnership => partnership.code).join(', ')
  if (all.length === 0) throw new CommandRefused('There is no partnership yet: `npm run cli -- demo` makes one with invented schools.')
  throw new CommandRefused(
    code === undefined
      ? `Say which partnership with --partnership: ${codes}.`
      : `There is no partnership with the code ${code}, only: ${codes}.`,
  )
}
