import type { QuestionnaireDocument } from '../document.ts'
import { rewording, without } from './compose.ts'
import { EVIDENCE_AREAS } from './evidenceAreas.ts'
import { EDITION } from './references.ts'
import { allegations } from './sections/allegations.ts'
import { boarding, withoutBoardingStandards } from './sections/boarding.ts'
import { care } from './sections/care.ts'
import { curriculumAndVoice } from './sections/curriculumAndVoice.ts'
import { declaration } from './sections/declaration.ts'
import { governorsReporting } from './sections/governorsReporting.ts'
import { harms } from './sections/harms.ts'
import { leadership } from './sections/leadership.ts'
import { managingConcerns } from './sections/managingConcerns.ts'
import { onlineSafety } from './sections/onlineSafety.ts'
import { partnership } from './sections/partnership.ts'
import { people } from './sections/people.ts'
import { placements } from './sections/placements.ts'
import { policies } from './sections/policies.ts'
import { saferRecruitment } from './sections/saferRecruitment.ts'
import { training } from './sections/training.ts'
import { ALTERNATIVE } from './terms.ts'

/** Alternative provision, special and hospital schools: set A with attendance, placements, restraint, care and transport. */
export const setD = {
  set: 'D',
  title: 'Safeguarding audit for alternative provision and special schools',
  audience:
    'Pupil referral units, alternative provision academies, special and hospital schools, independent special schools, secure provision',
  edition: EDITION,
  introduction: `This is the yearly check of how your school keeps children safe. Share it between the DSL, the headteacher and the person who keeps the single central record.

You can stop at any point and come back, ask colleagues to help, and read everything on one page before you submit. In an independent special school, read "proprietor" for governing body: the Independent School Standards apply to you as well.`,
  evidenceAreas: EVIDENCE_AREAS,
  sections: [
    // the law on the coordinator binds mainstream schools
    rewording(people(ALTERNATIVE), 'people_senco', { strength: 'should', reference: undefined }),
    leadership(ALTERNATIVE),
    // asked more closely under care and placements
    without(policies(ALTERNATIVE), 'policies_restrictive_interventions'),
    training(ALTERNATIVE),
    managingConcerns(ALTERNATIVE),
    placements,
    care,
    onlineSafety(ALTERNATIVE),
    without(saferRecruitment(ALTERNATIVE), 'recruitment_alternative_provision'),
    allegations(ALTERNATIVE),
    harms(ALTERNATIVE),
    curriculumAndVoice(ALTERNATIVE),
    governorsReporting(ALTERNATIVE),
    withoutBoardingStandards(boarding(ALTERNATIVE, () => '')),
    partnership,
    declaration(ALTERNATIVE),
  ],
} satisfies QuestionnaireDocument
