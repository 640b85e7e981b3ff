import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { allParts, documentOf, type DocumentPart } from '../document.ts'
import { PART_LABELS, PART_WORDS, partName, sayLabel } from '../plan.ts'
import { planRows } from '../readingActions.ts'
import { sayCounts } from './plan.ts'
import { planTrail, visiblePlan } from './visible.ts'

/** GET: a plan for A4 landscape: action, timescale, lead, outcome measure, as they are written. */
export const printPlanPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const document = documentOf(await planRows(db, actor.partnershipId, plan.id))
  renderPage(res, 'plans/print', {
    title: `${plan.title}, to print`,
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: 'To print' }),
    head: [plan.authorities, plan.period, sayLabel(plan)].filter(text => text !== '').join('. '),
    counts: sayCounts(document),
    parts: document.parts.map((part, at) => ({
      heading: `${PART_WORDS[part.kind].one} ${at + 1}: ${partName(part)}`,
      statement: part.title === '' ? '' : part.statement,
      outcomes: part.outcomes.split('\n').filter(line => line.trim() !== ''),
      who: [
        [PART_LABELS.lead, part.lead],
        [PART_LABELS.officer, part.officer],
        [PART_LABELS.delivery, part.delivery],
      ]
        .filter(([, text]) => text !== '')
        .map(([label, text]) => `${label}: ${text}`)
        .join('. '),
      tables: allParts([part])
        .filter(({ actions }) => actions.length > 0)
        .map(under => printedTable(under, under.id === part.id)),
    })),
  })
}

const printedTable = (part: DocumentPart, isTop: boolean): DataTable => ({
  id: `print-${part.id}`,
  caption: isTop ? 'Actions' : partName(part),
  columns: [{ text: 'Action' }, { text: 'Timescale' }, { text: 'Lead' }, { text: 'Outcome measure' }],
  rows: part.actions.map((action): Cell[] => [
    { text: action.what, typed: true, hint: action.linked ? 'of the linked plan' : '' },
    { text: action.timescale },
    { text: action.lead, typed: true },
    { text: action.outcomeMeasure, typed: true },
  ]),
  compact: true,
})
