import type { Question } from '../../questions/index.ts'
import type { QuestionnaireDocument } from '../document.ts'
import { adding, rewording, without } from './compose.ts'
import { EVIDENCE_AREAS } from './evidenceAreas.ts'
import { EDITION, KCSIE } from './references.ts'
import { allegations } from './sections/allegations.ts'
import { boarding, withoutBoardingStandards } from './sections/boarding.ts'
import { curriculumAndVoice } from './sections/curriculumAndVoice.ts'
import { declaration } from './sections/declaration.ts'
import { governorsReporting } from './sections/governorsReporting.ts'
import { harms } from './sections/harms.ts'
import { leadership } from './sections/leadership.ts'
import { managingConcerns } from './sections/managingConcerns.ts'
import { onlineSafety } from './sections/onlineSafety.ts'
import { over16 } from './sections/over16.ts'
import { partnership } from './sections/partnership.ts'
import { people } from './sections/people.ts'
import { policies } from './sections/policies.ts'
import { saferRecruitment } from './sections/saferRecruitment.ts'
import { training } from './sections/training.ts'
import { COLLEGE } from './terms.ts'

const lookedAfterLead = {
  reference: undefined,
  label: 'Who leads on looked-after students and care leavers?',
  strength: 'should',
  instruction: 'Name someone that the virtual school and personal advisers can call.',
} as const

const supportLead = {
  reference: undefined,
  label: 'Who coordinates support for learning difficulties and disabilities?',
  strength: 'should',
} as const

/** Relationships and sex education is not compulsory over 16, so that this takes the place of the question in the other sets. */
const personalDevelopment: Question = {
  kind: 'yes_partly_no',
  key: 'curriculum_tutorials_planned',
  label: 'Does a planned programme on consent, harassment and staying safe reach every student under 18?',
  guidance: 'Part-time students, apprentices and those on short courses need it too.',
  strength: 'should',
  reference: KCSIE.preventativeEducation,
  comment: true,
}

/** Colleges and training providers: set A without what concerns younger children, with adults, subcontractors and placements. */
export const setC = {
  set: 'C',
  title: 'Safeguarding audit for colleges and 16 plus providers',
  audience: 'Further education and sixth form colleges, 16 to 19 academies, special post-16 institutions and training providers',
  edition: EDITION,
  introduction: `This is the yearly check of how you keep students safe. Share it between the DSL, student services, human resources and the principal.

You can stop at any point and come back, ask colleagues to help, and read everything on one page before you submit. We say "college" for every provider, and "governing body" for the corporation, the trust or the owners. "Children" are students under 18.`,
  evidenceAreas: EVIDENCE_AREAS,
  sections: [
    without(
      rewording(rewording(people(COLLEGE), 'people_designated_teacher', lookedAfterLead), 'people_senco', supportLead),
      'people_early_years_lead',
      'people_attendance_lead',
    ),
    leadership(COLLEGE),
    without(
      rewording(rewording(policies(COLLEGE), 'policies_absence', { reference: undefined }), 'policies_behaviour', {
        label: 'The student conduct policy says how bullying and harassment are prevented, online too',
        strength: 'should',
        reference: undefined,
      }),
      'policies_restrictive_interventions',
      'policies_leaving_roll',
    ),
    without(training(COLLEGE), 'training_first_aider_available'),
    managingConcerns(COLLEGE),
    onlineSafety(COLLEGE),
    without(saferRecruitment(COLLEGE), 'recruitment_childcare_disqualification', 'recruitment_work_placements'),
    allegations(COLLEGE),
    harms(COLLEGE),
    without(
      adding(curriculumAndVoice(COLLEGE), 'curriculum_relationships_planned', personalDevelopment),
      'curriculum_relationships_planned',
    ),
    governorsReporting(COLLEGE),
    over16,
    withoutBoardingStandards(boarding(COLLEGE, () => '')),
    partnership,
    declaration(COLLEGE),
  ],
} satisfies QuestionnaireDocument
