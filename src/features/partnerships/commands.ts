import { z } from 'zod'
import { CommandRefused, printResult, type AddCommands } from '../../platform/command.ts'
import type { Deps } from '../../platform/deps.ts'
import { emailAddress, optionalText, requiredText } from '../../platform/forms/fields.ts'
import { parseForm } from '../../platform/forms/parseForm.ts'
import type { OperatorActor } from '../history/index.ts'
import { allPartnerships, createPartnership, partnershipByCode, type Partnership } from './store.ts'
import type { Db } from '../../platform/db.ts'

type Options = Record<string, unknown> & { json?: true }

const newPartnership = z
  .object({
    code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'Use small letters, numbers and dashes, like north-moor'),
    name: requiredText('Name', 'Enter the name of the partnership'),
    shortName: optionalText('Short name', 60),
    la: z
      .string()
      .regex(/^\d{3}(\s*,\s*\d{3})*$/, 'Enter the codes of the local authorities, like 888,889')
      .transform(codes => codes.split(',').map(Number))
      .default([]),
    contactName: optionalText('Contact name', 200),
    contactEmail: z.union([z.literal(''), emailAddress('Enter an email address')]).default(''),
    contactPhone: optionalText('Telephone number', 40),
    concern: optionalText('Concern', 300),
  })
  .transform(({ la, concern, shortName, ...rest }) => ({ ...rest, shortName: shortName || rest.name, laCodes: la, concernLine: concern }))

/** `partnership add` and `partnership list`: where a real partnership begins. */
export const partnershipCommands: AddCommands = (program, open) => {
  const partnership = program.command('partnership').description('the partnerships that this program runs audits for')
  partnership
    .command('add')
    .description('add a partnership')
    .requiredOption('--code <code>', 'how commands name it, like north-moor')
    .requiredOption('--name <name>', 'its name, as pages and mail give it')
    .option('--short-name <name>', 'the area, where the whole name is too long')
    .option('--la <codes>', 'the codes of its local authorities, like 888,889')
    .option('--contact-name <name>', 'who answers questions about the audit')
    .option('--contact-email <address>', 'their email address')
    .option('--contact-phone <number>', 'their telephone number')
    .option('--concern <words>', 'who to tell about a child at risk, like "Northmoor children’s services on 01632 960 111"')
    .option('--json', 'one JSON value on the standard output')
    .action((options: Options) => addPartnership(open, options))
  partnership
    .command('list')
    .description('the partnerships')
    .option('--json', 'one JSON value on the standard output')
    .action((options: Options) => listPartnerships(open, options))
}

async function addPartnership(open: () => Promise<Deps>, options: Options): Promise<void> {
  const form = parseForm(newPartnership, options)
  if (!form.ok) throw new CommandRefused(form.errors.map(({ field, message }) => `--${optionName(field)}: ${message}`).join('\n'))
  const { db } = await open()
  if (await partnershipByCode(db, form.values.code))
    throw new CommandRefused(`There is a partnership with the code "${form.values.code}" already.`)
  const { id: _id, ...made } = await createPartnership(db, form.values)
  printResult(options.json ?? false, made, [
    `${made.name} is added. Its first administrator: user add --partnership ${made.code} --email ADDRESS --name NAME`,
  ])
}

async function listPartnerships(open: () => Promise<Deps>, options: Options): Promise<void> {
  const all = (await allPartnerships((await open()).db)).map(({ id: _id, ...partnership }) => partnership)
  printResult(options.json ?? false, all, all.length === 0 ? ['There are none.'] : all.map(({ code, name }) => `${code}  ${name}`))
}

const optionName = (field: string): string => field.replace(/[A-Z]/g, capital => `-${capital.toLowerCase()}`)

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

/** Who works at the command line, for a partnership. @throws CommandRefused as `partnershipFor` does */
export async function operatorFor(db: Db, code?: string): Promise<OperatorActor> {
  return { kind: 'operator', partnershipId: (await partnershipFor(db, code)).id, name: 'Command line' }
}

/** The option as every command words it: `command.option(...PARTNERSHIP_OPTION)`. */
export const PARTNERSHIP_OPTION = ['--partnership <code>', 'the partnership, where there are several'] as const

const known = (partnerships: readonly Partnership[]): string =>
  partnerships.length === 0 ? 'There is none.' : `There are: ${partnerships.map(({ code, name }) => `${code} (${name})`).join(', ')}.`
