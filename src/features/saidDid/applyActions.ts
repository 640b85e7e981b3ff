import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { addActions, changeAction, findAction, noteProgress, type ActionState } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { MadeAction } from '../sheetImports/index.ts'
import { placeAnswers, setNamesPublic } from './answerStore.ts'
import { addTheme, changeTheme } from './themeActions.ts'
import { themesOf } from './themeStore.ts'
import type { SaidDidChanges } from './workbook/changes.ts'

type What = { roundId: Id<'round'>; changes: SaidDidChanges; state: ActionState }

/**
 * Does what a workbook changes of the themes and answers of a round, in the caller's transaction, which holds them.
 *
 * @param what.state how the answers stand of which the workbook does not say it
 * @returns which actions were made of those that the workbook names
 */
export async function applyChanges(trx: Db, actor: PartnershipActor, what: What): Promise<MadeAction[]> {
  const { changes, roundId } = what
  const known = await themesOf(trx, actor.partnershipId, roundId)
  for (const { id, text } of changes.themes) {
    const version = known.find(theme => theme.id === id)?.version ?? 0
    const { changedSince } = await changeTheme(trx, actor, { roundId, themeId: id, change: { ...text, version } })
    if (changedSince) throw new Error('a theme was changed while its round was held')
  }
  const made = new Map<string, Id<'theme'>>()
  for (const { key, text } of changes.newThemes) made.set(key, (await addTheme(trx, actor, { ...text, roundId })).themeId)
  for (const change of changes.answers) await changeOne(trx, actor, change)
  const ids = await addAnswers(trx, actor, what, made)
  for (const { id, what: said, namesPublic, isDecided } of changes.names) {
    await setNamesPublic(trx, actor.partnershipId, { roundId, actionId: id, namesPublic })
    const details = { actionId: id, what: said, namesPublic }
    if (isDecided) await recordEvent(trx, actor, { verb: 'answer.names_decided', roundId, details })
  }
  return changes.newAnswers.flatMap(({ from, action }, at) => {
    const to = ids[at]
    return from === undefined || to === undefined || 'id' in action ? [] : [{ from, to }]
  })
}

async function changeOne(trx: Db, actor: PartnershipActor, change: SaidDidChanges['answers'][number]): Promise<void> {
  const { id: actionId, text, state, droppedReason, isState, isText } = change
  const { partnershipId, name: by } = actor
  const action = await findAction(trx, partnershipId, actionId)
  if (!action) throw new Error('an answer was removed while its round was held')
  const { changedSince } = isText
    ? await changeAction(trx, actor, { actionId, change: { ...text, version: action.version } })
    : { changedSince: null }
  if (changedSince) throw new Error('an answer was changed while its round was held')
  if (isState) await noteProgress(trx, partnershipId, { actionId, note: IMPORTED, state, droppedReason, by, linkId: null })
}

const IMPORTED = 'So it stands in the workbook that was imported.'

/** Writes the new answers and places them, theme by theme in their order. @returns the action of each of them */
async function addAnswers(
  trx: Db,
  actor: PartnershipActor,
  { changes, state }: What,
  themes: ReadonlyMap<string, Id<'theme'>>,
): Promise<(Id<'action'> | undefined)[]> {
  const written = await addActions(
    trx,
    actor,
    changes.newAnswers.flatMap(({ action }) =>
      'text' in action ? [{ ...action.text, state: action.isUnsaid ? state : action.state, droppedReason: action.droppedReason }] : [],
    ),
  )
  const next = written.values()
  const ids: (Id<'action'> | undefined)[] = []
  for (const { action } of changes.newAnswers)
    ids.push('id' in action ? action.id : 'sameAs' in action ? ids[action.sameAs] : next.next().value)
  const placed = changes.newAnswers.flatMap(({ under, namesPublic }, at) => {
    const themeId = 'id' in under ? under.id : themes.get(under.key)
    const actionId = ids[at]
    return themeId === undefined || actionId === undefined ? [] : [{ themeId, actionId, namesPublic }]
  })
  for (const [themeId, answers] of Map.groupBy(placed, one => one.themeId)) await placeAnswers(trx, actor.partnershipId, themeId, answers)
  return ids
}
