import { tablesLook } from './features/establishments/contacts/looking/tablesLook.ts'
import { csvLook } from './features/establishments/register/looking/csvLook.ts'
import { inspection } from './features/evidence/looking/inspection.ts'
import { pageLook, pictureLook } from './features/evidence/looking/pictureLooks.ts'
import { textLook } from './features/evidence/looking/textLook.ts'
import { bookLook } from './features/sheetImports/looking/bookLook.ts'
import { filledInLook } from './features/workbooks/looking/filledInLook.ts'
import type { AnyLook } from './platform/looking/look.ts'

/** Every way of looking into a file that somebody sent, feature by feature. They are run by the looker, which imports these files alone. */
export const looks: readonly AnyLook[] = [inspection, pageLook, pictureLook, textLook, csvLook, tablesLook, bookLook, filledInLook]
