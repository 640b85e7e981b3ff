import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'
import {
  allegationsHeadRoute,
  allegationsLado,
  allegationsLowLevelLog,
  allegationsLowLevelReviewed,
  allegationsStaffKnow,
} from '../../shared/allegations.ts'
import {
  recruitmentAbout,
  recruitmentCentralRecord,
  recruitmentChecksBeforeStart,
  recruitmentChildcareDisqualification,
  recruitmentReferences,
} from '../../shared/recruitment.ts'

/** Set E: suitable people, and allegations. */
export const earlyYearsStaff: Section = {
  key: 'safer_recruitment',
  title: 'Suitable people, and concerns about adults',
  intro: 'Who is let near children, and what happens when the worry is about an adult.',
  questions: [
    { ...recruitmentAbout, label: 'Have your record of checks at hand' },
    {
      ...recruitmentCentralRecord,
      label: 'The record of checks on staff',
      guidance:
        'It shows identity, DBS number and date, qualifications, references, and who made each check. Students, volunteers and committee members are on it.',
      reference: OTHER.eyfs,
      descriptors: {
        red: 'There are gaps that matter, or nobody can say who checks it.',
        amber: 'It is complete for everyone who must be on it. Small gaps are noted and being closed.',
        green: 'As amber, and a second person checks it at set times, signs the check, and nothing is ever outstanding for long.',
      },
    },
    {
      ...recruitmentReferences,
      label: 'References are checked before a person starts',
      guidance:
        'They come from a senior person at the last employer, not from relatives, and are checked by telephone. Open letters are not accepted.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      ...recruitmentChecksBeforeStart,
      guidance: 'Nobody unchecked is ever left alone with a child, or takes a child to the toilet.',
      reference: OTHER.eyfs,
    },
    {
      ...recruitmentChildcareDisqualification,
      guidance: 'They tell you at once of a change. For childcare in a home, the people who live there count as well.',
    },
    {
      kind: 'met',
      key: 'recruitment_fit_to_care',
      label: 'Staff are fit to care for children each day',
      guidance: 'They tell you of medicines or health that may affect it. Nobody works under the influence of alcohol or drugs.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      ...allegationsStaffKnow,
      guidance: 'Ask the newest and the youngest person in the team.',
      strength: 'must',
      reference: OTHER.eyfs,
      descriptors: {
        red: 'Many staff would not be sure who to tell.',
        amber: 'Staff know to go to the manager, and where to go if the concern is about the manager.',
        green: 'As amber, and they do so, about small things too, because they have seen it handled fairly.',
      },
    },
    {
      ...allegationsHeadRoute,
      label: 'Do all staff know who to tell of a concern about the manager?',
      guidance: 'This is the owner or the chair. Where the manager is the owner, it is the local authority designated officer directly.',
      reference: OTHER.eyfs,
    },
    {
      ...allegationsLado,
      guidance: 'Ofsted is told too. Nobody investigates first.',
      strength: 'must',
      reference: `${OTHER.eyfs}; ${OTHER.workingTogether}`,
    },
    {
      ...allegationsLowLevelLog,
      guidance: 'For example a sharp voice, a rushed nappy change, a favourite. Each entry says what was done.',
      strength: 'good_practice',
      reference: OTHER.workingTogether,
    },
    {
      ...allegationsLowLevelReviewed,
      guidance: 'A pattern about one person may meet the harm threshold. A pattern about one room may need a change of practice.',
      strength: 'good_practice',
      reference: OTHER.workingTogether,
    },
  ],
}
