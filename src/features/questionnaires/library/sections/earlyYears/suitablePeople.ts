import type { Section } from '../../../document.ts'
import {
  allegationsDbsReferral,
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
  recruitmentSection128,
} from '../../shared/recruitment.ts'
import { IS_SCHOOL } from './isSchool.ts'

/** Set E: suitable people, and allegations. */
export const earlyYearsStaff: Section = {
  key: 'safer_recruitment',
  title: 'Suitable people, and concerns about adults',
  intro: 'Who is let near children, and what happens when the worry is about an adult.',
  questions: [
    { ...recruitmentAbout, label: 'Have your record of checks at hand' },
    {
      ...recruitmentCentralRecord,
      label: 'The record of checks is complete for everyone who must be on it',
      guidance:
        'It shows identity, DBS number and date, qualifications, references, and who made each check. Students, volunteers and committee members are on it.',
    },
    {
      ...recruitmentReferences,
      label: 'References are checked before a person starts',
      guidance:
        'They come from a senior person at the last employer, not from relatives, and are checked by telephone. Open letters are not accepted.',
      strength: 'must',
    },
    {
      ...recruitmentChecksBeforeStart,
      instruction: 'Met: also where someone who waits for the DBS certificate works under supervision, never alone with children.',
      guidance: 'Nobody unchecked is ever left alone with a child, or takes a child to the toilet.',
    },
    {
      ...recruitmentChildcareDisqualification,
      strength: 'must',
      guidance: 'They tell you at once of a change. For childcare in a home, the people who live there count as well.',
    },
    {
      kind: 'met',
      key: 'recruitment_fit_to_care',
      label: 'Staff are fit to care for children each day',
      guidance: 'They tell you of medicines or health that may affect it. Nobody works under the influence of alcohol or drugs.',
      strength: 'must',
    },
    {
      kind: 'met',
      key: 'governors_checked',
      label: 'All committee members, owners or governors have been checked',
      guidance: 'Settings on the Ofsted register also tell Ofsted of changes.',
      strength: 'must',
    },
    {
      ...recruitmentSection128,
      label: 'People in management, and governors, have the section 128 check where it applies',
      when: IS_SCHOOL,
    },
    {
      ...allegationsStaffKnow,
      label: 'Staff know who to tell of a concern about an adult, and who if it is about the manager',
      guidance: 'Ask the newest and the youngest person in the team. If the manager is the owner, they go straight to the LADO.',
      strength: 'must',
    },
    {
      ...allegationsLado,
      guidance: 'Settings on the Ofsted register tell Ofsted too, within 14 days. Nobody investigates first.',
      strength: 'should',
    },
    allegationsDbsReferral,
    {
      ...allegationsLowLevelLog,
      guidance: 'For example a sharp voice, a rushed nappy change, a favourite. Each entry says what was done.',
      strength: 'good_practice',
    },
    {
      ...allegationsLowLevelReviewed,
      guidance: 'A pattern about one person may meet the harm threshold. A pattern about one room may need a change of practice.',
      strength: 'good_practice',
    },
  ],
}
