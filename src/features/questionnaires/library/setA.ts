import type { QuestionnaireDocument } from '../document.ts'
import { boardingStandard, EDITION } from './references.ts'
import { allegations } from './sections/allegations.ts'
import { boarding } from './sections/boarding.ts'
import { curriculumAndVoice } from './sections/curriculumAndVoice.ts'
import { declaration } from './sections/declaration.ts'
import { governorsReporting } from './sections/governorsReporting.ts'
import { harms } from './sections/harms.ts'
import { leadership } from './sections/leadership.ts'
import { managingConcerns } from './sections/managingConcerns.ts'
import { onlineSafety } from './sections/onlineSafety.ts'
import { partnership } from './sections/partnership.ts'
import { people } from './sections/people.ts'
import { policies } from './sections/policies.ts'
import { saferRecruitment } from './sections/saferRecruitment.ts'
import { training } from './sections/training.ts'
import { EVIDENCE_AREAS } from './evidenceAreas.ts'
import { SCHOOL } from './terms.ts'

/** Schools and academies: the full audit that the other full audits are built from. */
export const setA = {
  set: 'A',
  title: 'Safeguarding audit for schools and academies',
  audience: 'Maintained schools, academies and free schools, with their nursery classes and sixth forms',
  edition: EDITION,
  introduction: `This is the yearly check of how your school keeps children safe. Share it between the DSL, the headteacher and the person who keeps the single central record.

You can stop at any point and come back, ask colleagues to help, and read everything on one page before you submit. "Governing body" means the board of the academy trust, or the local board to which it has delegated the task, where that applies to you.`,
  evidenceAreas: EVIDENCE_AREAS,
  sections: [
    people(SCHOOL),
    leadership(SCHOOL),
    policies(SCHOOL),
    training(SCHOOL),
    managingConcerns(SCHOOL),
    onlineSafety(SCHOOL),
    saferRecruitment(SCHOOL),
    allegations(SCHOOL),
    harms(SCHOOL),
    curriculumAndVoice(SCHOOL),
    governorsReporting(SCHOOL),
    boarding(SCHOOL, boardingStandard),
    partnership,
    declaration(SCHOOL),
  ],
} satisfies QuestionnaireDocument
