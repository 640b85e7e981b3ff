import type { QuestionnaireDocument } from '../document.ts'
import { EDITION } from './references.ts'
import { declaration } from './sections/declaration.ts'
import { earlyYearsCare } from './sections/earlyYears/dailyCare.ts'
import { earlyYearsReporting } from './sections/earlyYears/governorsReporting.ts'
import { earlyYearsLeadership } from './sections/earlyYears/leadership.ts'
import { earlyYearsConcerns } from './sections/earlyYears/managingConcerns.ts'
import { earlyYearsPeople } from './sections/earlyYears/people.ts'
import { earlyYearsPolicies } from './sections/earlyYears/policies.ts'
import { earlyYearsStaff } from './sections/earlyYears/suitablePeople.ts'
import { earlyYearsTraining } from './sections/earlyYears/training.ts'
import { nurserySchool } from './sections/earlyYears/nurserySchool.ts'
import { partnership } from './sections/partnership.ts'
import { EARLY_YEARS } from './terms.ts'

/** Early years: written from the early years framework, since KCSIE binds only the nursery schools among these settings: what it adds for them stands in a section of their own. */
export const setE = {
  set: 'E',
  title: 'Safeguarding audit for early years settings',
  audience: 'Nurseries, pre-schools and clubs on the Ofsted register, and nursery schools',
  edition: `Early years foundation stage statutory framework in force; ${EDITION} for nursery schools`,
  introduction: `This is the yearly check of how your setting keeps children safe. Share it between the DSL and the manager.

You can stop at any point and come back, ask colleagues to help, and read everything on one page before you submit. Nursery schools follow the guidance for schools (${EDITION}) as well, and are asked what it adds.`,
  evidenceAreas: [
    { key: 'policies', title: 'Safeguarding policies' },
    { key: 'training', title: 'Safeguarding training' },
    { key: 'governors', title: 'Reporting to the committee, owner or governors' },
  ],
  sections: [
    earlyYearsPeople,
    earlyYearsLeadership,
    earlyYearsPolicies,
    earlyYearsTraining,
    earlyYearsConcerns,
    earlyYearsStaff,
    earlyYearsCare,
    earlyYearsReporting,
    nurserySchool,
    partnership,
    declaration(EARLY_YEARS),
  ],
} satisfies QuestionnaireDocument
