import type { Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { londonDate, londonInstant, plusDays } from '../../src/platform/london.ts'
import { recordEvents } from '../../src/features/history/index.ts'
import {
  addStandards,
  changeStandard,
  createSet,
  DEFAULT_SCALE,
  readReports,
  setStatus,
  startExercise,
  type Report,
} from '../../src/features/standards/index.ts'
import { dated } from './dated.ts'
import { insertAll } from './insert.ts'
import type { Cast } from './people.ts'

const SET = 'Multi-agency safeguarding standards of the city and the county'

/** The panel's standards: each a code, what is expected, and what shows it. */
const STANDARDS: readonly (readonly [title: string, text: string])[] = [
  ['Leaders can say what the main risks to children are', 'The board’s picture of local risks is known and used at the top of the agency.'],
  ['One named leader answers for safeguarding', 'The name is published, and another person stands in when they are away.'],
  ['Safeguarding has its own line in the budget', 'The money is set each year and reported on.'],
  ['Staff know who to tell about a worry', 'New starters are told in their first week.'],
  ['New staff are checked before they begin', 'References, identity and criminal record checks are kept in one record.'],
  ['Managers look at safeguarding in supervision', 'Notes show that it was talked about, and what was decided.'],
  ['Staff are trained for the work they do with children', 'Each role has its level of training, and a date by which it is repeated.'],
  ['Training is checked for what it changes', 'Three months later we ask what is done differently.'],
  ['Children are asked what they want', 'Records hold the child’s own words.'],
  ['Families get written information they understand', 'It is there in the languages and formats that are needed.'],
  ['Worries are passed on the same day', 'From hearing of it to telling children’s services.'],
  ['Referrals say what the worry is and what was tried', 'A sample is read twice a year.'],
  ['The agency comes to the meetings it is asked to', 'Conferences, core groups and strategy discussions.'],
  ['Information is shared lawfully, and without delay', 'Staff know when consent is not needed.'],
  ['Disagreements between agencies are taken further', 'The local steps are known and have been used.'],
  ['Missing children are reported and talked to on return', 'A conversation within three days.'],
  ['Exploitation is looked for and acted on', 'Staff use the shared screening tool.'],
  ['Domestic abuse is asked about', 'In every first meeting with an adult who cares for a child.'],
  ['Online harm is part of every assessment', 'Devices, contacts and games are asked about.'],
  ['Young carers are noticed', 'Adults’ services ask who cares at home.'],
  ['Allegations against staff are handled by the rules', 'The designated officer is told within one working day.'],
  ['Lessons of reviews reach the front line', 'Each lesson has an owner and a date.'],
  ['Records are clear, dated and signed', 'A stranger could follow what happened and why.'],
  ['The agency checks itself and reports to the board', 'At least once a year, with numbers.'],
]

/** How one of them was worded when it was rated a year before. */
const EARLIER_WORDS = { at: 10, text: 'From hearing of it to telling children’s services, within two days.' }

const AGENCIES: readonly (readonly [name: string, person: string])[] = [
  ['Children’s services', 'Farah Lindqvist'],
  ['Northmoor Police', 'Gareth Osei'],
  ['Northmoor Hospitals Trust', 'Ines Calloway'],
  ['Probation', 'Jo Field'],
  ['County housing', 'Tomas Wren'],
  ['Youth justice', 'Leila Marchetti'],
]

type Odd = Readonly<Record<string, 'amber' | 'red' | 'na' | 'missing'>>

/** What is not green, by standard and agency, both counted from 1. */
const NOT_APPLICABLE = { '5.4': 'na', '12.5': 'na', '14.6': 'na', '18.6': 'na', '22.2': 'na' } as const
const NOW: Odd = { ...NOT_APPLICABLE, '9.5': 'amber', '17.2': 'amber', '17.3': 'amber' }
const BEFORE: Odd = {
  ...NOT_APPLICABLE,
  ...{ '4.1': 'amber', '9.5': 'amber', '21.3': 'amber', '17.2': 'red', '17.3': 'amber' },
  ...{ '6.4': 'missing', '7.4': 'missing', '8.4': 'missing' },
}

/**
 * The standards of the panel, rated by six agencies: a year ago with some ratings missing, and now. By the worst rating of any agency no
 * standard is red now, 2 are amber and 22 green.
 */
export async function inventStandards(trx: Db, cast: Cast, now: Date): Promise<void> {
  const { administrator: actor } = cast
  const today = londonDate(now)
  const began = londonInstant(plusDays(today, -35), '10:00')
  const yearBefore = londonInstant(plusDays(today, -35 - 364), '10:00')
  const setId = await dated(trx, yearBefore, async () => {
    const set = {
      title: SET,
      introduction: 'The panel of the city and the county asks every agency how far it meets each standard. Say what shows it.',
      scale: DEFAULT_SCALE,
      rollUp: 'worst' as const,
      shared: true,
    }
    const made = await createSet(trx, actor, { set })
    const standards = STANDARDS.map(([title, text], at) => ({
      code: `${Math.floor(at / 6) + 1}.${(at % 6) + 1}`,
      title,
      text: at === EARLIER_WORDS.at ? EARLIER_WORDS.text : text,
    }))
    await addStandards(trx, actor, { setId: made.setId, standards })
    return made.setId
  })
  const earlier = await inventExercise(trx, cast, setId, yearBefore, BEFORE)
  await dated(trx, new Date(yearBefore.getTime() + 60 * 86_400_000), async () => {
    await setStatus(trx, actor, { exerciseId: earlier.exercise.id, status: 'closed' })
    const changed = earlier.standards[EARLIER_WORDS.at]
    const [title, text] = STANDARDS[EARLIER_WORDS.at] ?? ['', '']
    if (changed)
      await changeStandard(trx, actor, { setId, standardId: changed.id, standard: { code: changed.code, title, text }, version: 1 })
  })
  await trx.raw(`update standard_exercises set closed_at = started_at + interval '60 days' where id = ?`, [earlier.exercise.id])
  await inventExercise(trx, cast, setId, began, NOW)
}

async function inventExercise(
  trx: Db,
  { administrator: actor, partnership }: Cast,
  setId: Id<'set'>,
  began: Date,
  odd: Odd,
): Promise<Report> {
  const title = nameOf(londonDate(began))
  const dueAt = londonInstant(plusDays(londonDate(began), 49), '23:59')
  await dated(trx, began, () => startExercise(trx, actor, { setId, title, dueAt, agencies: AGENCIES.map(([name]) => name) }))
  const [report] = await readReports(trx, partnership.id, setId)
  if (!report) throw new Error('an exercise was not stored')
  const exerciseId = report.exercise.id
  await trx.raw(`update standard_exercises set started_at = ? where id = ?`, [began, exerciseId])
  const rows = report.agencies.flatMap(({ id: agency_id }, place) =>
    report.standards.flatMap(({ id: standard_id }, at) => {
      const kind = odd[`${at + 1}.${place + 1}`] ?? 'green'
      if (kind === 'missing') return []
      const said = saidOf(kind, at, place)
      const day = new Date(began.getTime() + (4 + place * 3) * 86_400_000 + at * 240_000)
      return [
        {
          partnership_id: partnership.id,
          exercise_id: exerciseId,
          standard_id,
          agency_id,
          ...said,
          by_name: AGENCIES[place]?.[1] ?? '',
          at: day,
          version: 1,
        },
      ]
    }),
  )
  await insertAll(trx, 'ratings', rows, 'version')
  await insertAll(trx, 'rating_changes', rows)
  for (const [place, { name: agency }] of report.agencies.entries()) {
    const ratings = rows.filter(({ agency_id }) => agency_id === report.agencies[place]?.id)
    const by = { kind: 'system' as const, partnershipId: partnership.id, name: `${AGENCIES[place]?.[1] ?? ''}, ${agency}` }
    const details = { setId, exerciseId, set: SET, exercise: title, agency, ratings: ratings.length }
    await dated(trx, ratings.at(-1)?.at ?? began, () => recordEvents(trx, by, [{ verb: 'rating.saved', details }]))
  }
  return report
}

/** What an agency says of a standard, in a few words that change from one to the next. */
function saidOf(kind: 'green' | 'amber' | 'red' | 'na', at: number, place: number) {
  if (kind === 'na') return { value: null, reason: 'We do no such work with children.', evidence: '', comment: '' }
  const evidence = EVIDENCE[(at + place * 2) % EVIDENCE.length] ?? ''
  const comment = kind === 'green' ? '' : (NOT_YET[(at + place) % NOT_YET.length] ?? '')
  return { value: kind, reason: '', evidence, comment }
}

const EVIDENCE = [
  'Minutes of the leadership meeting, kept by its secretary.',
  'The yearly report, section 4.',
  '',
  'Twenty records were read in the spring; 19 showed it.',
  'The policy of this year, on our intranet.',
  '',
  'Training records, kept by our learning team.',
]

const NOT_YET = [
  'The tool is there, and a third of the teams still need to begin using it.',
  'We ask, but do not always write down the answer. A new form comes next term.',
]

/** "Spring 2026": what people call an exercise that begins on a day. */
function nameOf(day: string): string {
  const month = Number(day.slice(5, 7))
  const season = ['Winter', 'Spring', 'Summer', 'Autumn'][Math.floor((month % 12) / 3)] ?? ''
  return `${season} ${day.slice(0, 4)}`
}
