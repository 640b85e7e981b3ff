import { createPlan, addDrafts, type DraftPart } from '../../src/features/plans/index.ts'
import { noteProgress } from '../../src/features/actions/index.ts'
import { addTheme } from '../../src/features/saidDid/index.ts'
import { exerciseAgencies, exerciseStandards } from '../../src/features/standards/exerciseStore.ts'
import { addStandards, createSet, DEFAULT_SCALE, startExercise } from '../../src/features/standards/index.ts'
import { saveAgreed, saveForAgency } from '../../src/features/standards/ratingActions.ts'
import { writeRubric } from '../../src/features/reviewing/rubricActions.ts'
import { changed, rows, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Makers } from './make.ts'

const HEAD = {
  alsoCalled: '',
  period: '2018/19',
  authorities: 'Northmoor',
  owner: 'Olive Owner',
  alignedWith: '',
  label: 'DRAFT 0.8',
  dated: '9 September 2024',
}
const BLANK = {
  code: '',
  title: '',
  statement: '',
  outcomes: '',
  lead: '',
  officer: '',
  delivery: '',
  measures: [],
  actions: [],
  parts: [],
}
const action = (what: string, timescale: string, lead: string, outcomeMeasure = '') => ({
  linked: false,
  action: { what, timescale, lead, outcomeMeasure, remark: '' },
})

const PRIORITY: DraftPart = {
  ...BLANK,
  kind: 'priority',
  code: 'NSB1',
  title: 'Neglect is seen early',
  statement: 'As Maya Lindqvist says, we will know it.',
  lead: 'Maya Lindqvist, Northmoor Council',
  officer: 'Ben Officer',
  delivery: '',
  measures: [
    {
      kind: 'data',
      words: 'Parents who completed the course',
      values: [
        { dated: 'March 2019', written: '134 of 177', source: 'Minutes of Maya Lindqvist', note: '' },
        { dated: 'in spring', written: '98 %', source: '', note: 'Of those who completed' },
        { dated: '', written: 'nearly 700', source: '', note: '' },
      ],
    },
  ],
  parts: [
    {
      ...BLANK,
      kind: 'objective',
      title: 'One way of assessing it',
      actions: [
        action('Report to the Board', 'Quarterly', 'Maya Lindqvist (tbc)', '2019/10'),
        action('Train the trainers', 'June 2018 to', 'Lead and Board office', '(See above)'),
        action('Publish the tool', 'Sept 2019', ''),
      ],
    },
    { ...BLANK, kind: 'objective', title: 'Another', actions: [action('Listen', 'Jan 2019', 'Northmoor Police')] },
  ],
}

/** What a board has besides its audits: a plan, themes with answers, progress, rated standards, words of its own on evidence. */
export async function filledBoard(
  db: Db,
  make: Makers,
  { partnershipId, roundId }: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
): Promise<{ actions: Id<'action'>[]; planId: Id<'plan'>; exerciseId: Id<'exercise'> }> {
  const actor = { ...(await make.staffActor(partnershipId)), name: 'Ailsa O’Neill' }
  const { planId } = await createPlan(db, actor, { ...HEAD, title: 'Plan of the board', kind: 'priorities', linkedPlanId: null })
  const actions = await db.transaction(trx => addDrafts(trx, actor, { planId, parts: [PRIORITY] }))
  const progress = { note: 'Maya Lindqvist has begun.', state: 'under_way', droppedReason: '', by: 'Ailsa O’Neill', linkId: null } as const
  await noteProgress(db, partnershipId, { ...progress, actionId: actions[0]! })
  await changed(db, `update actions set remark = 'Ask Maya Lindqvist' where id = ?`, [actions[1]!])
  await themes(db, actor, { roundId, actionId: actions[3]! })
  const exerciseId = await ratings(db, actor)
  const rubric = {
    about: 'area',
    key: 'policies',
    title: 'Policies',
    body: 'A policy of this year.\nMaya Lindqvist is named in it.',
  } as const
  await writeRubric(db, actor, { ...rubric, version: 0 })
  return { actions, planId, exerciseId }
}

type Actor = Awaited<ReturnType<Makers['staffActor']>>

async function themes(db: Db, actor: Actor, { roundId, actionId }: { roundId: Id<'round'>; actionId: Id<'action'> }): Promise<void> {
  const { partnershipId } = actor
  const findings = await rows<{ id: Id<'finding'> }>(db, `select id from findings where partnership_id = ? and round_id = ?`, [
    partnershipId,
    roundId,
  ])
  const answers = [{ ...action('A leaflet on neglect', 'in 2020', 'Maya Lindqvist').action, state: 'done' as const }]
  const theme = { roundId, statement: 'Maya Lindqvist hears of it.', heard: 'Heard from Maya Lindqvist', answers }
  for (const title of ['Neglect', 'Young carers'])
    await addTheme(db, actor, { ...theme, title, findingIds: title === 'Neglect' ? findings.map(({ id }) => id) : [] })
  await changed(
    db,
    `insert into theme_actions (theme_id, action_id, partnership_id, position) select id, ?, partnership_id, 9 from themes where partnership_id = ?`,
    [actionId, partnershipId],
  )
  await changed(
    db,
    `insert into finding_actions (partnership_id, finding_id, action_id, linked_by) select partnership_id, id, ?, 'Priya Shah' from findings where partnership_id = ?`,
    [actionId, partnershipId],
  )
}

async function ratings(db: Db, actor: Actor): Promise<Id<'exercise'>> {
  const set = {
    title: 'Standards of the board',
    introduction: 'Ask Maya Lindqvist.',
    scale: DEFAULT_SCALE,
    rollUp: 'worst',
    shared: false,
  } as const
  const { setId } = await createSet(db, actor, { set })
  await addStandards(db, actor, {
    setId,
    standards: ['Leaders know', 'Staff are trained', 'Children are heard'].map((title, at) => ({ code: `S${at + 1}`, title, text: '' })),
  })
  const dueAt = new Date('2031-03-01T17:00:00Z')
  const { exerciseId } = await startExercise(db, actor, { setId, title: 'Spring 2027', dueAt, agencies: ['Police', 'Probation'] })
  const standards = await exerciseStandards(db, actor.partnershipId, exerciseId)
  const [police, probation] = await exerciseAgencies(db, actor.partnershipId, exerciseId)
  await changed(
    db,
    `update rating_agencies set contact_name = 'Jo Contact', contact_email = 'jo@police.example' where partnership_id = ?`,
    [actor.partnershipId],
  )
  const said = { reason: '', evidence: 'Maya Lindqvist wrote it', comment: 'Ask Maya Lindqvist' }
  const entry = (at: number, value: string | null, more = said) => ({ standardId: standards[at]!.id, version: 0, said: { ...more, value } })
  await saveForAgency(db, actor, {
    exerciseId,
    agencyId: police!.id,
    from: 'an email of Maya Lindqvist',
    entries: [entry(0, 'green'), entry(1, 'amber'), entry(2, 'green')],
  })
  await saveForAgency(db, actor, {
    exerciseId,
    agencyId: probation!.id,
    from: 'a call',
    entries: [entry(0, 'green'), entry(1, null, { ...said, reason: 'No staff of Maya Lindqvist' })],
  })
  await saveAgreed(db, actor, { exerciseId, entry: entry(0, 'amber') })
  return exerciseId
}
