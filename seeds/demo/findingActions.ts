import { recordEvents } from '../../src/features/history/index.ts'
import { rows, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { londonInstant } from '../../src/platform/london.ts'
import { dated } from './dated.ts'
import { insertAll } from './insert.ts'
import type { Cast } from './people.ts'

const LINKED = londonInstant('2022-03-28', '15:00')

/** What is done about which finding, by the question that it counts: answers that were published, and actions of a plan. */
const DONE_ABOUT: readonly [question: string, actions: readonly string[]][] = [
  [
    'training_governors',
    [
      'Two evening sessions for link governors were delivered.',
      'A course that governors can take at any time will be offered.',
      'Brief governors',
    ],
  ],
  ['governors_link_visits_recorded', ['Two evening sessions for link governors were delivered.']],
  ['policies_local_procedures', ['Agree what schools do before they refer']],
]

/** Findings of the reference round with the actions about them: so each page shows what became of the other. */
export async function inventFindingActions(trx: Db, { administrator, partnership }: Cast, roundId: Id<'round'>): Promise<void> {
  const findings = await rows<{ id: Id<'finding'>; question: string; statement: string }>(
    trx,
    `select id, question_keys[1] as question, statement from findings where partnership_id = ? and round_id = ?`,
    [partnership.id, roundId],
  )
  const actions = await rows<{ id: Id<'action'>; what: string }>(trx, `select id, what from actions where partnership_id = ?`, [
    partnership.id,
  ])
  const links = DONE_ABOUT.flatMap(([question, all]) => {
    const finding = findings.find(found => found.question === question)
    return all.map(what => ({ finding, action: actions.find(action => action.what === what) }))
  }).map(({ finding, action }) => {
    if (!finding || !action) throw new Error('a finding has no action to be linked with')
    return { finding, action }
  })
  await insertAll(
    trx,
    'finding_actions',
    links.map(({ finding, action }) => ({
      partnership_id: partnership.id,
      finding_id: finding.id,
      action_id: action.id,
      linked_by: administrator.name,
      linked_at: LINKED,
    })),
    'finding_id',
  )
  await dated(trx, LINKED, () =>
    recordEvents(
      trx,
      administrator,
      links.map(({ finding, action }) => ({
        verb: 'finding.action_linked' as const,
        roundId,
        details: { findingId: finding.id, actionId: action.id, statement: finding.statement },
      })),
    ),
  )
}
