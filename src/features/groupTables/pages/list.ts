import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import { countingIn } from '../../findings/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { aboutTable, countGroups, questionsOf } from '../countActions.ts'
import { groupTablesOf } from '../store.ts'
import { shownIn } from './address.ts'
import { groupsView } from './listView.ts'

/** What was answered or found, group by group, whole; and the tables that are to be published. */
export const groupsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const where = await countingIn(db, actor.partnershipId, round.id)
  const questions = questionsOf(where)
  const shown = shownIn(req, questions)
  const about = round.answersDeletedAt === null ? aboutTable(shown, questions) : undefined
  const groups = about ? await countGroups(db, where, shown, about.answers) : []
  const tables = await groupTablesOf(db, actor.partnershipId, round.id)
  const manages = roleHolds(actor.role, 'publication.manage')
  renderPage(res, 'groupTables/list', groupsView({ round, questions, shown, about, groups, tables, manages }))
}
