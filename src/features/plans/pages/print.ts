import type { Response } from 'express'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { allParts, documentOf, type DocumentAction, type DocumentPart, type PlanDocument } from '../document.ts'
import { MEASURE_WORDS, readValue, sayValue } from '../measure.ts'
import { PART_LABELS, partName, partNumber, sayLabel } from '../plan.ts'
import { planRows } from '../readingActions.ts'
import { versionsOf } from '../versionStore.ts'
import { sayCounts } from './plan.ts'
import { planTrail, versionHref, visiblePlan, visibleVersion } from './visible.ts'

/** GET: a plan for A4 landscape: action, timescale, lead, outcome measure, as they are written. */
export const printPlanPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const approved = (await versionsOf(db, actor.partnershipId, plan.id))[0]
  show(res, documentOf(await planRows(db, actor.partnershipId, plan.id)), {
    title: `${plan.title}, to print`,
    trail: planTrail(plan, { text: 'To print' }),
    labels: [sayLabel(plan), approved ? `Approved: ${sayLabel(approved)}` : ''],
    print: 'Print this plan',
  })
}

/** GET: a version for A4 landscape, as it was approved. */
export const printVersionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, version } = await visibleVersion(db, actor, req)
  show(res, version.content, {
    title: `${version.content.title}, ${version.label}, to print`,
    trail: planTrail(plan, { text: version.label, href: versionHref(version) }, { text: 'To print' }),
    labels: [sayLabel(version), `Approved by ${version.approvedBy} at ${sayInstant(version.approvedAt)}`, version.note],
    print: 'Print this version',
  })
}

type Printed = { title: string; trail: ReturnType<typeof planTrail>; labels: readonly string[]; print: string }

function show(res: Response, document: PlanDocument, { title, trail, labels, print }: Printed): void {
  renderPage(res, 'plans/print', {
    title,
    layout: 'staff',
    breadcrumbs: trail,
    name: document.title,
    print,
    head: [document.authorities, document.period, ...labels]
      .filter(text => text !== '')
      .map(text => text.replace(/\.$/, ''))
      .join('. '),
    counts: sayCounts(document),
    parts: document.parts.map((part, at) => ({
      heading: [partNumber(part, at), partName(part)].filter(text => text !== '').join(': '),
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
      tables: allParts([part]).flatMap(under => tablesOf(under, under.id === part.id)),
    })),
  })
}

/** What is measured of a part, and what is to be done, each where there is any. */
function tablesOf(part: DocumentPart, isTop: boolean): DataTable[] {
  const of = (what: string) => (isTop ? what : `${what}: ${partName(part)}`)
  const own = part.actions.filter(({ linked }) => !linked)
  const linked = part.actions.filter(action => action.linked)
  return [
    ...(part.measures.length > 0 ? [measuresTable(part, of('Measures'))] : []),
    ...(own.length > 0 ? [actionsTable(part, own, isTop ? (part.kind === 'aim' ? 'Areas for action' : 'Actions') : partName(part))] : []),
    ...(linked.length > 0 ? [actionsTable(part, linked, of('Actions of the linked plan'))] : []),
  ]
}

const actionsTable = ({ id }: DocumentPart, actions: readonly DocumentAction[], caption: string): DataTable => ({
  id: `print-${id}${actions.some(({ linked }) => linked) ? '-linked' : ''}`,
  caption,
  columns: [{ text: 'Action' }, { text: 'Timescale' }, { text: 'Lead' }, { text: 'Outcome measure' }],
  rows: actions.map((action): Cell[] => [
    { text: action.what, typed: true },
    { text: action.timescale },
    { text: action.lead, typed: true },
    { text: action.outcomeMeasure, typed: true },
  ]),
  compact: true,
})

/** Each measure with the value that was written last. */
const measuresTable = ({ id, measures }: DocumentPart, caption: string): DataTable => ({
  id: `print-${id}-measures`,
  caption,
  columns: [{ text: 'Kind' }, { text: 'Measure' }, { text: 'Last value' }, { text: 'Dated' }, { text: 'Source' }],
  rows: measures.map(({ kind, words, values }): Cell[] => {
    const last = values.at(-1)
    return [
      { text: MEASURE_WORDS[kind] },
      { text: words, typed: true },
      last
        ? { text: last.written, typed: true, hint: sayValue({ ...readValue(last.written), written: last.written }) }
        : { text: 'None yet' },
      { text: last?.dated ?? '' },
      { text: last?.source ?? '', typed: true },
    ]
  }),
  compact: true,
})
