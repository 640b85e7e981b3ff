import { z } from 'zod'
import { optionalText, requestKey, requiredText, rowVersion } from '../../platform/forms/fields.ts'
import { typedMoment } from '../../platform/forms/moment.ts'
import { parseForm, typedAll, type FormError } from '../../platform/forms/parseForm.ts'
import type { EvidenceArea } from '../questionnaires/index.ts'
import { areaKeyFrom, CHAIR_SIGN_OFFS, codeFrom, ROUND_MODES, type RoundPlan } from './round.ts'
import { roundDates } from './roundDates.ts'

/** How many evidence areas a round may have. */
export const MOST_AREAS = 8

const code = z
  .string()
  .trim()
  .max(40, 'The code must be 40 characters or fewer')
  .regex(/^([a-z0-9][a-z0-9-]+)?$/, 'The code must be at least 2 small letters, numbers or hyphens, like audit-2027')

const plan = z.object({
  name: requiredText('Name', 'Enter a name for the round', 120),
  code,
  mode: z.enum(ROUND_MODES, { error: 'Choose what kind of round it is' }),
  introduction: optionalText('Introduction', 4000),
  legalBasis: optionalText('Legal basis', 2000),
  chairSignOff: z.enum(CHAIR_SIGN_OFFS, { error: 'Choose whether the chair or proprietor signs' }),
})

export type RoundForm = { ok: true; plan: RoundPlan; codeWasTyped: boolean } | { ok: false; errors: FormError[] }

/**
 * Reads the form of a round. Every fault is told at once, in the order of the page.
 *
 * @param opening what is stored already, for a round that is edited
 */
export function parseRound(body: unknown, now: Date, opening: Date | null = null): RoundForm {
  const fields = parseForm(plan, body)
  const dates = roundDates({ opens: typedMoment(body, 'opens'), due: typedMoment(body, 'due') }, now, opening)
  const areas = evidenceAreas(body)
  if (fields.ok && !('errors' in dates) && !('errors' in areas)) {
    const { code: given, ...rest } = fields.values
    return {
      ok: true,
      codeWasTyped: given !== '',
      plan: { ...rest, code: given === '' ? codeFrom(rest.name) : given, ...dates, evidenceAreas: areas.areas },
    }
  }
  const errors = [
    ...(fields.ok ? [] : fields.errors),
    ...('errors' in dates ? dates.errors : []),
    ...('errors' in areas ? areas.errors : []),
  ]
  return { ok: false, errors: errors.sort((a, b) => placeOf(a.field) - placeOf(b.field)) }
}

/** What may still be changed once the round is open: its name and introduction. */
export const openRound = z.object({
  name: requiredText('Name', 'Enter a name for the round', 120),
  introduction: optionalText('Introduction', 4000),
})

/** What every form that changes something carries. */
export const keyed = z.object({ _key: requestKey })

export const versioned = z.object({ version: rowVersion })

const ORDER = [
  'name',
  'code',
  'mode',
  'opens-day',
  'opens-time',
  'due-day',
  'due-time',
  'introduction',
  'legalBasis',
  'area',
  'chairSignOff',
]
const placeOf = (field: string): number => ORDER.findIndex(name => field.startsWith(name))

/** The areas as typed: two lists side by side, since every box has both its key (blank when it is new) and its title. */
export const typedAreas = (body: unknown): EvidenceArea[] => {
  const keys = typedAll(body, 'areaKey')
  return typedAll(body, 'areaTitle')
    .slice(0, MOST_AREAS)
    .map((title, at) => ({ key: keys[at] ?? '', title: title.trim() }))
}

function evidenceAreas(body: unknown): { areas: EvidenceArea[] } | { errors: FormError[] } {
  const areas: EvidenceArea[] = []
  const errors: FormError[] = []
  for (const [at, { key, title }] of typedAreas(body).entries()) {
    if (title === '') continue
    const field = `area-${at}`
    if (title.length > 80) errors.push({ field, message: 'An evidence area must be 80 characters or fewer' })
    if (areas.some(area => area.title.toLowerCase() === title.toLowerCase()))
      errors.push({ field, message: `The evidence area “${title}” is there twice` })
    const taken = areas.map(area => area.key)
    areas.push({ key: /^[a-z][a-z0-9_]{1,58}$/.test(key) && !taken.includes(key) ? key : areaKeyFrom(title, taken), title })
  }
  return errors.length > 0 ? { errors } : { areas }
}
