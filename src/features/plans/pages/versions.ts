import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { idIn } from '../../../platform/forms/fields.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { comparePlans, type Difference } from '../compare.ts'
import { documentOf, type PlanDocument } from '../document.ts'
import { sayLabel, type Plan } from '../plan.ts'
import { planRows } from '../readingActions.ts'
import { approveForm, LONGEST_APPROVAL } from '../schemas.ts'
import { treeView } from '../treeView.ts'
import { approvePlan } from '../versionActions.ts'
import { findVersion, versionsOf } from '../versionStore.ts'
import { sayCounts } from './plan.ts'
import { planHref, planTrail, versionHref, visiblePlan, visibleVersion } from './visible.ts'

/** GET: a plan to be approved as it stands. */
export const approvePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  await show(db, actor, res, { plan, said: { label: plan.label, dated: plan.dated, note: '' } })
}

/** POST: freezes a version. */
export const doApprovePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const parsed = parseForm(approveForm, req.body)
  if (!parsed.ok) {
    const said = { label: typed(req.body, 'label'), dated: typed(req.body, 'dated'), note: typed(req.body, 'note') }
    await show(db, actor, res.status(422), { plan, said, errors: parsed.errors })
    return
  }
  const { versionId } = await approvePlan(db, actor, { planId: plan.id, ...parsed.values })
  req.session.notice = { text: `“${parsed.values.label}” is approved and never changes. The next version begins with what it says.` }
  res.redirect(303, `${planHref(plan.id)}/versions/${versionId}`)
}

type State = { plan: Plan; said: { label: string; dated: string; note: string }; errors?: readonly FormError[] }

async function show(db: Db, { partnershipId }: StaffActor, res: Response, { plan, said, errors = [] }: State): Promise<void> {
  const errorOf = errorsBy(errors)
  const box = (id: keyof typeof said, label: string, hint: string) => ({
    id,
    name: id,
    limit: LONGEST_APPROVAL[id],
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint === '' ? {} : { hint: { text: hint } }),
    value: said[id],
    errorMessage: errorOf(id),
  })
  renderPage(res, 'plans/approve', {
    title: 'Approve this version',
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: 'Approve this version' }),
    errors: summaryOf(errors),
    counts: sayCounts(documentOf(await planRows(db, partnershipId, plan.id))),
    action: `${planHref(plan.id)}/approve`,
    cancelHref: planHref(plan.id),
    label: box('label', 'Number of the version', 'For example, “Version 1.0”.'),
    dated: box('dated', 'Its date (optional)', 'As it stands on the document.'),
    note: box('note', 'Who approved it, and where (optional)', ''),
  })
}

/** GET: a version as it was approved. */
export const versionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, version } = await visibleVersion(db, actor, req)
  const { content } = version
  renderPage(res, 'plans/version', {
    title: `${content.title}: ${version.label}`,
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: version.label }),
    by: `${[version.label, version.dated].filter(text => text !== '').join(', ')}. Approved by ${version.approvedBy} at ${sayInstant(version.approvedAt)}. It never changes.`,
    note: version.note,
    counts: sayCounts(content),
    tree: treeView(content, null),
    links: [
      { href: `${planHref(plan.id)}/compare?from=${version.id}`, text: 'Compare it with the plan as it is worked on' },
      { href: `${versionHref(version)}/workbook`, text: 'Download as an Excel workbook' },
      { href: `${versionHref(version)}/print`, text: 'Print on A4 landscape' },
    ],
  })
}

/** GET: in what two states of a plan differ: two versions, or one and the plan as it is worked on. */
export const comparePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const versions = await versionsOf(db, actor.partnershipId, plan.id)
  const from = idIn<'planVersion'>(queryText(req, 'from')) ?? versions[0]?.id
  const to = idIn<'planVersion'>(queryText(req, 'to'))
  const before = from === undefined ? undefined : await stateOf(db, actor.partnershipId, plan, from)
  const now = await stateOf(db, actor.partnershipId, plan, to)
  const after = to === undefined && before ? withoutNumber(now, before) : now
  const differences = before ? comparePlans(before, after) : []
  const choice = (name: 'from' | 'to', label: string, chosen: Id<'planVersion'> | undefined) => ({
    id: name,
    name,
    label: { text: label },
    items: [
      ...(name === 'to' ? [{ value: '', text: `As it is worked on (${sayLabel(plan)})` }] : []),
      ...versions.map(({ id, label: number, dated }) => ({
        value: String(id),
        text: [number, dated].filter(text => text !== '').join(', '),
        selected: id === chosen,
      })),
    ],
  })
  renderPage(res, 'plans/compare', {
    title: 'Compare versions',
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: 'Compare versions' }),
    none: versions.length === 0 ? 'No version is approved yet, so there is nothing to compare.' : '',
    action: `${planHref(plan.id)}/compare`,
    choices: [choice('from', 'From', from), choice('to', 'To', to)],
    sum: sayDifferences(differences),
    table: differences.length === 0 ? undefined : differencesTable(differences),
  })
}

/** The next version has no number and no date until it is given one: that is nothing in which it differs from the one before. */
const withoutNumber = (now: PlanDocument, before: PlanDocument): PlanDocument => ({
  ...now,
  label: now.label === '' ? before.label : now.label,
  dated: now.dated === '' ? before.dated : now.dated,
})

async function stateOf(db: Db, partnershipId: Id<'partnership'>, plan: Plan, id: Id<'planVersion'> | undefined): Promise<PlanDocument> {
  if (id === undefined) return documentOf(await planRows(db, partnershipId, plan.id))
  const version = await findVersion(db, partnershipId, plan.id, id)
  if (!version) throw notFound()
  return version.content
}

const KIND_WORDS = {
  added: { text: 'Added', colour: 'green' },
  gone: { text: 'Gone', colour: 'red' },
  changed: { text: 'Changed', colour: 'blue' },
  moved: { text: 'Moved', colour: 'purple' },
} as const satisfies Record<Difference['kind'], { text: string; colour: string }>

function sayDifferences(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'Nothing differs.'
  const of = (kind: Difference['kind']) => differences.filter(difference => difference.kind === kind).length
  const kinds = (Object.keys(KIND_WORDS) as Difference['kind'][]).filter(kind => of(kind) > 0)
  return `${sayCount(differences.length, 'difference')}: ${kinds.map(kind => `${of(kind)} ${KIND_WORDS[kind].text.toLowerCase()}`).join(', ')}.`
}

/** What differs, each with its words before and after. */
export const differencesTable = (differences: readonly Difference[]): DataTable => ({
  id: 'differences',
  caption: 'Differences',
  captionHidden: true,
  columns: [{ text: 'What' }, { text: 'How' }, { text: 'Before' }, { text: 'After' }],
  rows: differences.map(({ kind, what, name, where, fields }): Cell[] => [
    { text: `${what}: ${name}`, hint: where },
    { tag: KIND_WORDS[kind] },
    { text: side(fields, 'before'), typed: true },
    { text: side(fields, 'after'), typed: true },
  ]),
  compact: true,
})

const side = (fields: Difference['fields'], which: 'before' | 'after'): string =>
  fields.map(({ label, ...words }) => `${label}: ${words[which] === '' ? 'nothing' : words[which]}`).join('\n')
