import type { Db } from '../../platform/db.ts'
import { CommandRefused } from '../../platform/command.ts'
import { allPartnerships, partnershipByCode, type Partnership } from './store.ts'

/**
 * The partnership that a command of the command line is about: that of `--partnership CODE`, or the only one there is.
 *
 * @throws CommandRefused when there is none, none of that code, or several and no code was given
 */
export async function partnershipFor(db: Db, code?: string): Promise<Partnership> {
  if (code !== undefined) {
    const found = await partnershipByCode(db, code)
    if (found) return found
    throw new CommandRefused(`There is no partnership with the code "${code}". ${known(await allPartnerships(db))}`)
  }
  const all = await allPartnerships(db)
  const [only] = all
  if (only && all.length === 1) return only
  throw new CommandRefused(
    only
      ? `There are several partnerships: say which with --partnership CODE. ${known(all)}`
      : 'There is no partnership yet. Make one first, with "partnership add", or the demonstration with "demo".',
  )
}

/** The option as every command words it: `command.option(...PARTNERSHIP_OPTION)`. */
export const PARTNERSHIP_OPTION = ['--partnership <code>', 'the partnership, where there are several'] as const

const known = (partnerships: readonly Partnership[]): string =>
  partnerships.length === 0 ? 'There is none.' : `There are: ${partnerships.map(({ code, name }) => `${code} (${name})`).join(', ')}.`
