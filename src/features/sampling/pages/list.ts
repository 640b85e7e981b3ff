import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { RUBRICS_HREF, sampleHref, samplesHref, selfRatingsHref } from '../paths.ts'
import { samplesOf, type DipSample, type SampleCounts } from '../store.ts'
import { sayPlan } from '../words.ts'
import { visibleRound } from '../../rounds/index.ts'
import { samplesTrail } from './visible.ts'

/** The dip samples of a round. */
export const samplesPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const samples = await samplesOf(db, actor.partnershipId, round.id)
  const newHref = roleHolds(actor.role, 'sample.manage') ? `${samplesHref(round.id)}/new` : undefined
  renderPage(res, 'sampling/list', {
    title: 'Dip samples',
    layout: 'staff',
    breadcrumbs: samplesTrail(round),
    roundName: round.name,
    rubricsHref: RUBRICS_HREF,
    newHref: samples.length > 0 ? newHref : undefined,
    selfRatingsHref: samples.length > 0 ? selfRatingsHref(round.id) : undefined,
    table: samples.length > 0 ? samplesTable(samples) : undefined,
    empty: {
      heading: 'No sample has been drawn yet',
      text: 'A dip sample is a number of returns whose evidence is looked at. They are drawn by lot or for a reason, in a way that anyone can repeat.',
      ...(newHref ? { action: { text: 'Draw a sample', href: newHref } } : {}),
    },
  })
}

function samplesTable(samples: readonly (DipSample & SampleCounts)[]): DataTable {
  return {
    id: 'samples',
    caption: 'Dip samples of this round',
    captionHidden: true,
    columns: [
      { text: 'Sample' },
      { text: 'Drawn' },
      { text: 'By' },
      { text: 'Members', numeric: true },
      { text: 'With evidence', numeric: true },
      { text: 'With outcome', numeric: true },
    ],
    rows: samples.map(sample => [
      { text: sample.name, href: sampleHref(sample.roundId, sample.id), hint: sayPlan(sample.plan, sample.population) },
      { text: sayShortDay(sample.drawnAt) },
      { text: sample.drawnBy },
      { text: sample.drawn, numeric: true, href: sampleHref(sample.roundId, sample.id) },
      number(sample, sample.withEvidence, 'documents'),
      number(sample, sample.withOutcome, 'outcome'),
    ]),
  }
}

/** A number that opens the list of those whom it counts, on the page of the sample. */
const number = ({ roundId, id }: DipSample, counted: number, show: string): Cell => ({
  text: counted,
  numeric: true,
  ...(counted === 0 ? {} : { href: `${sampleHref(roundId, id)}?show=${show}#members-lists` }),
})
