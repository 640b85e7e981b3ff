import { z } from 'zod'
import { emailAddress, optionalText, requestKey, requiredText, rowVersion, tooLong, wholeNumberIn } from '../../platform/forms/fields.ts'
import { CONTACT_ROLES } from '../history/index.ts'
import { readIdentifier } from './establishment.ts'
import { LOCAL_PHASES, LOCAL_TYPES } from './localRecord.ts'

/** A contact without its days, which three boxes each bring. An address may be missing: some people are only ever rung up. */
export const contactForm = z.object({
  role: z.enum(CONTACT_ROLES, { error: 'Choose a role' }),
  name: requiredText('Name', 'Enter a name'),
  email: z.union([z.literal(''), emailAddress('Enter an email address')], {
    error: 'Enter an email address in the correct format, like name@example.com',
  }),
  phone: z
    .string()
    .trim()
    .max(40, tooLong('Telephone number', 40))
    .regex(/^[\d\s()+./extEXT-]*$/, 'Enter a telephone number, like 01632 960 001')
    .default(''),
  version: rowVersion,
  _key: requestKey,
})

const NUMBER_FAULT = 'Enter a URN, like 123456, or an Ofsted number, like EY123456'
const number = z
  .string()
  .trim()
  .transform((text, context) => {
    const read = readIdentifier(text)
    if (read) return read
    context.addIssue({ code: 'custom', message: NUMBER_FAULT })
    return z.NEVER
  })

export const numberForm = z.object({ number })

const age = (called: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,2}$/, `${called} must be a number of years`)
    .default('')
    .transform(text => (text === '' ? null : Number(text)))

const oneOf = (codes: readonly number[], missing: string) =>
  z
    .unknown()
    .transform(value => wholeNumberIn(value))
    .refine((code): code is number => code !== undefined && codes.includes(code), missing)

/** An establishment that staff add by hand. */
export const localForm = z
  .object({
    name: requiredText('Name', 'Enter the name of the establishment'),
    number: z.union([z.literal('').transform(() => null), number], { error: NUMBER_FAULT }).default(null),
    typeCode: oneOf(
      LOCAL_TYPES.map(({ code }) => code),
      'Choose what kind of establishment it is',
    ),
    phaseCode: oneOf(
      LOCAL_PHASES.map(({ code }) => code),
      'Choose a phase',
    ),
    laCode: z
      .string()
      .trim()
      .regex(/^\d{0,3}$/, 'The code of an authority is a number of 3 figures')
      .default('')
      .transform(text => (text === '' ? null : Number(text))),
    laName: optionalText('Local authority', 100),
    lowAge: age('The lowest age'),
    highAge: age('The highest age'),
    street: optionalText('Street', 200),
    town: optionalText('Town', 100),
    postcode: optionalText('Postcode', 10),
    telephone: optionalText('Telephone number', 40),
    isOpen: z
      .enum(['yes', 'no'])
      .catch('yes')
      .transform(answer => answer === 'yes'),
    _key: requestKey,
  })
  .refine(({ lowAge, highAge }) => lowAge === null || highAge === null || lowAge <= highAge, {
    path: ['highAge'],
    message: 'The highest age is below the lowest',
  })
