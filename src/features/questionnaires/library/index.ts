import type { QuestionnaireDocument } from '../document.ts'
import { checksFor } from './checks.ts'
import { setA } from './setA.ts'
import { setB } from './setB.ts'
import { setC } from './setC.ts'
import { setD } from './setD.ts'
import { setE } from './setE.ts'
import { setF } from './setF.ts'

/** Every question set that comes with the program. */
export const LIBRARY: readonly QuestionnaireDocument[] = [setA, setB, setC, setD, setE, setF].map((document: QuestionnaireDocument) => {
  const checks = checksFor(document.sections)
  return checks.length === 0 ? document : { ...document, checks }
})
