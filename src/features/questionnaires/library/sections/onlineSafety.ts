import type { Section } from '../../document.ts'
import { cites, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import { onlineReviewDone, onlineReviewOn } from '../shared/policies.ts'
import { onlineFiltering, onlineMonitoring, onlineReviewBy } from '../shared/online.ts'

/** Filtering, monitoring and what surrounds them. Rated yes, partly, no. */
export const onlineSafety = (t: Terms): Section => ({
  key: 'online_safety',
  title: 'Filtering, monitoring and online safety',
  intro: 'Filtering blocks. Monitoring notices. Neither replaces adults who know what children do online.',
  questions: [
    {
      ...onlineReviewDone,
      guidance: `A review looks at the risks of your own ${t.pupils}, tests the systems, and is written down.`,
    },
    onlineReviewOn,
    onlineReviewBy,
    onlineFiltering,
    onlineMonitoring,
    {
      kind: 'yes_partly_no',
      key: 'online_staff_know_roles',
      label: 'Do all staff know their part in filtering and monitoring?',
      instruction: 'Ask three people before you answer, one of them not a teacher.',
      guidance: 'They know how to report a site that should be blocked, one that should not be, and a worry about a child.',
      strength: 'should',
      ...cites(OTHER.filtering),
    },
    {
      kind: 'yes_partly_no',
      key: 'online_ai_assessed',
      label: `Is the use of artificial intelligence (AI) by staff and ${t.pupils} risk assessed?`,
      guidance: 'Only approved tools are used with children, nobody enters personal details, and staff know of generated images as a risk.',
      strength: 'should',
      required: false,
    },
  ],
})
