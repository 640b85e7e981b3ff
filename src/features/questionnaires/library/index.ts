import type { QuestionnaireDocument } from '../document.ts'
import { setA } from './setA.ts'

/** Every question set that comes with the program. */
export const LIBRARY: readonly QuestionnaireDocument[] = [setA]
