import type { QuestionnaireDocument } from '../document.ts'
import { rewording } from './compose.ts'
import { EVIDENCE_AREAS } from './evidenceAreas.ts'
import { boardingStandard, EDITION } from './references.ts'
import { allegations } from './sections/allegations.ts'
import { boarding } from './sections/boarding.ts'
import { curriculumAndVoice } from './sections/curriculumAndVoice.ts'
import { declaration } from './sections/declaration.ts'
import { governorsReporting } from './sections/governorsReporting.ts'
import { harms } from './sections/harms.ts'
import { independentMatters } from './sections/independentMatters.ts'
import { leadership } from './sections/leadership.ts'
import { managingConcerns } from './sections/managingConcerns.ts'
import { onlineSafety } from './sections/onlineSafety.ts'
import { partnership } from './sections/partnership.ts'
import { people } from './sections/people.ts'
import { policies } from './sections/policies.ts'
import { saferRecruitment } from './sections/saferRecruitment.ts'
import { training } from './sections/training.ts'
import { INDEPENDENT } from './terms.ts'

const lookedAfterLead = {
  reference: undefined,
  strength: 'good_practice',
  required: false,
  instruction: 'The law does not require this post of you. If nobody leads, leave the name empty.',
} as const

const specialNeedsLead = {
  reference: undefined,
  strength: 'should',
  instruction: 'If no one has the title, name the person that a teacher would ask.',
} as const

const byStandardsTaught = {
  instruction: 'For you, judge relationships education and, from secondary age, sex education. Health education is taught as part of PSHE.',
} as const

/** What the guidance says that schools should do, the Independent School Standards make a condition of registration. */
const byStandards = { strength: 'must' } as const

/** Independent schools: set A with the proprietor in place of governors, the Independent School Standards, and pupils from abroad. */
export const setB = {
  set: 'B',
  title: 'Safeguarding audit for independent schools',
  audience: 'Independent schools, boarding schools and city technology colleges; not independent special schools, which have set D',
  edition: EDITION,
  introduction: `This is the yearly check of how your school keeps children safe. Share it between the DSL, the head and the person who keeps the single central record.

You can stop at any point and come back, ask colleagues to help, and read everything on one page before you submit. References name the guidance for all schools and, where they ask for the same or more, the Independent School Standards.`,
  evidenceAreas: EVIDENCE_AREAS,
  sections: [
    rewording(rewording(people(INDEPENDENT), 'people_designated_teacher', lookedAfterLead), 'people_senco', specialNeedsLead),
    leadership(INDEPENDENT),
    rewording(
      rewording(policies(INDEPENDENT), 'policies_child_protection_current', byStandards),
      'policies_child_protection_published',
      byStandards,
    ),
    training(INDEPENDENT),
    managingConcerns(INDEPENDENT),
    onlineSafety(INDEPENDENT),
    saferRecruitment(INDEPENDENT),
    allegations(INDEPENDENT),
    harms(INDEPENDENT),
    rewording(curriculumAndVoice(INDEPENDENT), 'curriculum_relationships_planned', byStandardsTaught),
    governorsReporting(INDEPENDENT),
    independentMatters,
    boarding(INDEPENDENT, boardingStandard),
    partnership,
    declaration(INDEPENDENT),
  ],
} satisfies QuestionnaireDocument
