import { rows, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { addActions, type ActionState } from '../../src/features/actions/index.ts'
import { recordEvents } from '../../src/features/history/index.ts'
import { saidDidPublication } from '../../src/features/saidDid/index.ts'
import { londonInstant } from '../../src/platform/london.ts'
import { dated } from './dated.ts'
import { insertAll } from './insert.ts'
import type { Cast } from './people.ts'
import { publishAt } from './publishAt.ts'

const WRITTEN = londonInstant('2022-03-24', '10:20')
const PUBLISHED = londonInstant('2022-03-30', '09:00')

type InventedAnswer = [state: ActionState, what: string, when?: string, who?: string]
type InventedTheme = { title: string; statement: string; heard?: string; findings?: string[]; answers: InventedAnswer[] }

/** Eight themes with 3, 5, 3, 1, 1, 2, 4 and 3 answers: the shape of a page that a borough published. */
const THEMES: readonly InventedTheme[] = [
  {
    title: 'Children’s mental health',
    statement: 'More children are anxious or low than a year ago, and schools wait long for help.',
    heard: 'Heard from Designated Safeguarding Leads at their termly network',
    answers: [
      ['planned', 'Mental health support teams will be live in 13 schools.', 'from September 2022', 'Northmoor NHS Trust'],
      ['done', 'We launched a directory of help for children and young people: https://help.northmoor.example/young-people'],
      ['done', 'We produced a short guide for form tutors on the first conversation with a child who is struggling.'],
    ],
  },
  {
    title: 'What parents know of risk',
    statement: 'Many parents do not see the risks that their children meet online, or feel that they can do little about them.',
    heard: 'Heard in meetings with headteachers',
    answers: [
      ['done', 'Three evenings for parents on safety online were delivered, one of them as a webinar.', 'autumn 2021'],
      ['done', 'A leaflet for parents was produced in six languages.'],
      ['under_way', 'A course for parents is being rolled out through the family hubs.', '2022/23', 'Family Hubs Delivery Group'],
      ['done', 'A speaker for parents’ evenings is in place at a competitive price.'],
      ['planned', 'What parents of children with additional needs are told will be looked at.', 'in 2023'],
    ],
  },
  {
    title: 'Domestic abuse in families',
    statement: 'Schools often learn late, or not at all, that a child has lived through domestic abuse.',
    heard: 'Heard in meetings with headteachers',
    answers: [
      ['done', 'Schools are told on the next morning when the police were called to a child’s home.', '', 'Northmoor Police'],
      ['done', 'A worker who supports children after domestic abuse is paid for.', '', 'Police and Crime Commissioner'],
      ['under_way', 'Training on controlling behaviour is currently under way for all safeguarding leads.', 'by July 2023'],
    ],
  },
  {
    title: 'Neglect',
    statement: 'Most referrals from schools are about neglect.',
    heard: 'Said by the figures of the front door of children’s services',
    answers: [['under_way', 'We will be rolling out one way to describe neglect to all schools.', 'by April 2023', 'Neglect Task Group']],
  },
  {
    title: 'Young carers',
    statement: 'Schools know of more young carers than before, and expect that there are others.',
    heard: 'Heard from Designated Safeguarding Leads at their termly network',
    answers: [['done', 'Every school was given a named contact for young carers.', 'January 2022', 'Tom Barker, Northmoor Youth Service']],
  },
  {
    title: 'Training of governors',
    statement: 'Governors want more training in safeguarding than they are offered.',
    findings: ['training_governors', 'governors_link_visits_recorded'],
    answers: [
      ['done', 'Two evening sessions for link governors were delivered.', 'February 2022'],
      ['planned', 'A course that governors can take at any time will be offered.', 'in the next school year'],
    ],
  },
  {
    title: 'Exploitation, gangs and knives',
    statement: 'Secondary schools worry about exploitation, gangs and knives, and some primary schools do too.',
    heard: 'Heard in meetings with headteachers',
    answers: [
      ['done', 'A taskforce meets every month and shares what it knows with schools.', '', 'Violence Reduction Taskforce'],
      ['under_way', 'Officers are talking to every Year 7 class about carrying knives.', '2022/23', 'Northmoor Police'],
      ['done', 'A tool to recognise exploitation early was launched.'],
      ['planned', 'Schools will be asked every term what they see.', 'each term, from January 2023'],
    ],
  },
  {
    title: 'Communication, and moves between schools',
    statement: 'Safeguarding files come late when a child moves, and schools do not always know who to ask.',
    findings: ['policies_local_procedures'],
    heard: 'Heard from Designated Safeguarding Leads at their termly network',
    answers: [
      ['done', 'One form for handing on a safeguarding file was launched.', 'March 2022'],
      ['done', 'A newsletter for safeguarding leads is sent every half-term.'],
      ['planned', 'Who holds the file of a child without a new school will be looked at.', 'July 2023', 'Admissions Board'],
    ],
  },
]

/** What was told of three answers since the first version was published. */
const SINCE: readonly [beginning: string, at: Date, state: ActionState, note: string][] = [
  ['Mental health support teams', londonInstant('2022-11-14', '14:10'), 'done', 'Live in all 13 schools. Four more have asked.'],
  ['We will be rolling out', londonInstant('2023-03-20', '11:00'), 'done', 'All schools have it; 96 sent someone to the briefing.'],
  ['Schools will be asked', londonInstant('2023-02-02', '16:30'), 'under_way', 'The first term’s answers are in.'],
]

/** What the audit said and what was done: published once, with progress since then that the next version will show. */
export async function inventSaidDid(trx: Db, cast: Cast, roundId: Id<'round'>): Promise<void> {
  await dated(trx, WRITTEN, () => inventSaidDidThemes(trx, cast, roundId))
  await publishAt(trx, cast, PUBLISHED, { roundId, kind: 'said_did', publishable: saidDidPublication })
  await trx.raw(
    `update actions a set state = s.state, state_since = s.at, version = version + 1
     from jsonb_to_recordset(?) as s (what text, at timestamptz, state text) where a.partnership_id = ? and starts_with(a.what, s.what)`,
    [JSON.stringify(SINCE.map(([what, at, state]) => ({ what, at, state }))), cast.partnership.id],
  )
}

/** The themes with their answers, not published yet. */
export async function inventSaidDidThemes(trx: Db, { administrator, partnership }: Cast, roundId: Id<'round'>): Promise<void> {
  const of = { partnership_id: partnership.id }
  const by = administrator.name
  const themes = await insertAll<{ id: Id<'theme'> }>(
    trx,
    'themes',
    THEMES.map(({ title, statement, heard = '' }, at) => ({
      ...of,
      round_id: roundId,
      position: at + 1,
      title,
      statement,
      heard,
      created_by: by,
      changed_by: by,
      changed_at: WRITTEN,
    })),
  )
  const placed = THEMES.flatMap(({ title, answers }, theme) =>
    answers.map(([state, what, timescale = '', lead = ''], at) => ({
      theme_id: themes[theme]?.id,
      title,
      position: at + 1,
      action: { what, timescale, lead, outcomeMeasure: '', remark: '', state },
    })),
  )
  const ids = await addActions(
    trx,
    administrator,
    placed.map(({ action }) => action),
  )
  const answers = placed.map(({ theme_id, position }, at) => ({ ...of, theme_id, position, action_id: ids[at] }))
  await insertAll(trx, 'theme_actions', answers, 'theme_id')
  await restOnFindings(trx, partnership.id, roundId, themes)
  await trx.raw(`update actions set created_at = ?, state_since = ? where id = any(?)`, [WRITTEN, WRITTEN, ids])
  await recordEvents(trx, administrator, [
    ...THEMES.map(({ title }) => ({ verb: 'theme.added' as const, roundId, details: { title } })),
    ...placed.map(({ title, action }) => ({ verb: 'answer.added' as const, roundId, details: { title, what: action.what } })),
  ])
  await insertAll(
    trx,
    'action_progress',
    SINCE.map(([beginning, at, state, note]) => {
      const action_id = ids[placed.findIndex(({ action }) => action.what.startsWith(beginning))]
      return { ...of, action_id, at, note, state_after: state, by_name: by, by_lead: false }
    }),
  )
}

async function restOnFindings(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  themes: readonly { id: Id<'theme'> }[],
): Promise<void> {
  const findings = await rows<{ id: Id<'finding'>; question: string }>(
    trx,
    `select id, question_keys[1] as question from findings where partnership_id = ? and round_id = ?`,
    [partnershipId, roundId],
  )
  const rests = THEMES.flatMap(({ findings: keys = [] }, at) =>
    findings
      .filter(({ question }) => keys.includes(question))
      .map(({ id }) => ({ partnership_id: partnershipId, theme_id: themes[at]?.id, finding_id: id })),
  )
  await insertAll(trx, 'theme_findings', rests, 'theme_id')
}
