import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { countingIn } from '../../findings/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { addGroupTable, removeGroupTable } from '../actions.ts'
import { aboutTable, questionsOf } from '../countActions.ts'
import { tableForm } from '../schemas.ts'
import { groupTablesOf } from '../store.ts'
import { groupsHref, tableHref } from './address.ts'
import { titleOf } from './listView.ts'

/** POST: puts the table that was looked at on the page that is to be published. */
export const addTablePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const questions = questionsOf(await countingIn(db, actor.partnershipId, round.id))
  const table = tableForm(req.body)
  if (!table || !aboutTable(table, questions)) throw notFound()
  const isNew = await addGroupTable(db, actor, { roundId: round.id, table, title: titleOf(table, questions) })
  req.session.notice = isNew
    ? { text: 'The table is added to the public page. No one outside sees it before you publish.' }
    : { text: 'The table is on the public page already. Nothing was changed.', kind: 'information' }
  res.redirect(303, `${tableHref(round.id, table)}#public`)
}

/** POST: takes a table off that page. */
export const removeTablePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const id = idParam(req, 'groupTableId')
  const questions = questionsOf(await countingIn(db, actor.partnershipId, round.id))
  const table = (await groupTablesOf(db, actor.partnershipId, round.id)).find(one => one.id === id)
  const gone = table ? await removeGroupTable(db, actor, { roundId: round.id, id, title: titleOf(table, questions) }) : false
  req.session.notice = gone
    ? { text: 'The table is removed from the public page. What is published stays as it is until you publish again or withdraw it.' }
    : { text: 'The table was removed before. Nothing was changed.', kind: 'information' }
  res.redirect(303, `${groupsHref(round.id)}#public`)
}
