import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { sizeText } from '../../sampling/index.ts'
import type { SourceFrameMember } from '../framesStore.ts'
import { codedPlace, whoseRow } from '../whoseRow.ts'

const member = columnsFor<SourceFrameMember>()
const METHODS = {
  all: 'All of the list',
  simple: 'The smallest lots of the whole list',
  stratified: 'The smallest lots of each group, shared out in proportion, and at least one from each',
}

/** What a group is called in an export: that of a trust tells which trust. */
export const STRATUM_LABEL = 'Group that it was drawn from; where groups are trusts, a code in an export that is pseudonymised'

/**
 * What `sample repeat` reads: its columns key, stratum, drawn, method, size and seed (docs/decisions/0010). The places in the list and in the
 * draw, and the seed, tell who is meant: whoever has the register repeats the draw.
 */
export const sampleFrameSet: DataSetOf<SourceFrameMember> = {
  name: 'sample_frame',
  title: 'Sample frame',
  description:
    'Who each sample was drawn from, as it stood at the draw, whatever is chosen of the round: one row for each sample and establishment that could be drawn. Saved as CSV, the command “sample repeat” draws the sample again from it.',
  leading: 3,
  columns: [
    ...whoseRow<SourceFrameMember>(source => source),
    member.id('sample_id', 'The sample', ({ sampleId }) => sampleId, 'Sample'),
    member.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
    member.integer('place', 'Place in the list', ({ place }) => place, { identifies: true }),
    member.text('key', 'What the draw calls it: its lot is the SHA-256 of the seed, a space and this', ({ key }) => key, {
      ...codedPlace<SourceFrameMember>(({ establishmentId }) => establishmentId),
    }),
    member.text('stratum', STRATUM_LABEL, ({ stratum }) => stratum),
    member.words('reason', 'Why it could be drawn', ({ reason }) => reason, { width: 40 }),
    member.integer(
      'drawn',
      'Place in the draw; blank of those that were not drawn, and of replacements',
      given => (given.replaces ? null : given.position),
      { identifies: true },
    ),
    member.integer(
      'replacement',
      'Place in the sample of those that took the place of another; blank of all others',
      given => (given.replaces ? given.position : null),
      { identifies: true },
    ),
    member.flag('replaced', 'True when it was in the sample and another took its place', ({ replaced }) => replaced),
    member.code('method', 'How it was drawn', METHODS, ({ plan }) => plan.method),
    member.text(
      'size',
      'How many were to be drawn: a number, a share, or confidence and margin; blank of all',
      given => sizeText(given.plan.size) || null,
    ),
    member.text('seed', 'Seed of the draw', ({ seed }) => seed, { identifies: true }),
    member.text(
      'frame_salt',
      'Random text that is part of the SHA-256 of the list, so that nobody finds out a list of few by trying',
      ({ frameSalt }) => frameSalt,
      { identifies: true },
    ),
  ],
}
