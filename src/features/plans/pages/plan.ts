import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { actionHref, actionStanding, nameOf, standingWords, type Action } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { allParts, distinctActions, documentOf, type PlanDocument } from '../document.ts'
import { lastDayOf, PART_KINDS, PART_WORDS, sayLabel, type Plan } from '../plan.ts'
import { planRows } from '../readingActions.ts'
import { findPlan } from '../store.ts'
import { treeView } from '../treeView.ts'
import { versionsOf } from '../versionStore.ts'
import { planHref, planTrail, visiblePlan } from './visible.ts'

/** GET: a plan as it is worked on: its tree, what is late in it and what has no date, and its versions. */
export const planPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const { id } = await visiblePlan(db, actor, req)
  const [rows, versions] = await Promise.all([planRows(db, actor.partnershipId, id), versionsOf(db, actor.partnershipId, id)])
  const { plan, actions, places } = rows
  const linkedPlan = plan.linkedPlanId === null ? undefined : await findPlan(db, actor.partnershipId, plan.linkedPlanId)
  const document = documentOf(rows)
  const today = londonDate(now())
  const manages = roleHolds(actor.role, 'plan.manage')
  const here = planHref(id)
  renderPage(res, 'plans/plan', {
    title: plan.title,
    layout: 'staff',
    breadcrumbs: planTrail(plan),
    facts: factsOf(plan, linkedPlan),
    counts: sayCounts(document),
    late: lateOf(document, actions, today),
    tree: treeView(document, { planId: id, today, manages, actions, places }),
    add: manages
      ? { href: `${here}/parts/new?part=${firstPart(plan)}`, text: `Add ${plan.kind === 'aims' ? 'an aim' : 'a priority'}` }
      : undefined,
    links: [
      ...(manages
        ? [
            { href: `${here}/edit`, text: 'Change the title, period and number' },
            { href: `${here}/approve`, text: 'Approve this version' },
            { href: `${here}/import`, text: 'Import a workbook into this plan' },
            // What was approved stays for everyone to read.
            ...(versions.length === 0 ? [{ href: `${here}/remove`, text: 'Remove this plan' }] : []),
          ]
        : []),
      { href: `${here}/workbook`, text: 'Download as an Excel workbook' },
      { href: `${here}/print`, text: 'Print on A4 landscape' },
      { href: `${here}/compare`, text: 'Compare versions' },
    ],
    versions: versions.map(({ id: versionId, label, dated, approvedBy }) => ({
      text: [label, dated].filter(text => text !== '').join(', '),
      href: `${here}/versions/${versionId}`,
      by: `approved by ${approvedBy}`,
    })),
  })
}

export const firstPart = ({ kind }: Pick<Plan, 'kind'>) => (kind === 'aims' ? 'aim' : 'priority')

function factsOf(plan: Plan, linked: Plan | undefined) {
  const fact = (key: string, text: string) => (text === '' ? [] : [{ key: { text: key }, value: { text } }])
  return [
    ...fact('Number', sayLabel(plan)),
    ...fact('Period', plan.period),
    ...fact('Also called', plan.alsoCalled),
    ...fact('Authorities', plan.authorities),
    ...fact('Owner', plan.owner),
    ...fact('Aligned with', plan.alignedWith),
    ...fact('Linked plan', linked?.title ?? ''),
  ]
}

/** "5 priorities, 14 objectives and 38 actions", each action counted once. */
export function sayCounts({ parts }: PlanDocument): string {
  const all = allParts(parts)
  const counted = PART_KINDS.map(kind => ({ kind, n: all.filter(part => part.kind === kind).length })).filter(({ n }) => n > 0)
  const own = distinctActions(parts, false).length
  const linked = distinctActions(parts, true).length
  const measures = all.reduce((sum, part) => sum + part.measures.length, 0)
  return [
    ...counted.map(({ kind, n }) => sayCount(n, PART_WORDS[kind].one, PART_WORDS[kind].many)),
    ...(measures === 0 ? [] : [sayCount(measures, 'measure')]),
    sayCount(own, 'action'),
    ...(linked === 0 ? [] : [`${sayCount(linked, 'action')} of the linked plan`]),
  ].join(', ')
}

/** What is late in a plan and what has no date, each action once. */
function lateOf(document: PlanDocument, actions: ReadonlyMap<Action['id'], Action>, today: string) {
  const lastDay = lastDayOf(document)
  const own = distinctActions(document.parts, false).flatMap(({ id }) => actions.get(id) ?? [])
  const line = (action: Action) => ({ text: nameOf(action), href: actionHref(action.id), when: action.timescale })
  const lists = (['overdue', 'late_to_begin', 'undated'] as const).map(standing => ({
    heading: standingWords.STANDING_LISTS[standing],
    lines: own.filter(action => actionStanding(action, today) === standing).map(line),
  }))
  const after = own.filter(({ dueFrom, dueTo }) => lastDay !== null && (dueFrom ?? dueTo ?? '') > lastDay)
  return [...lists, { heading: 'After the end of the plan', lines: after.map(line) }]
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => ({ heading: `${heading} (${lines.length})`, lines }))
}
