import { afterAll } from '@jest/globals'
import { dropSharedDatabase } from './database.ts'
import { endListening } from './listening.ts'
import { endSharedLooking } from './looking.ts'
import { handOnRows, hearRows } from './hearRows.ts'
import { recountKept } from './recountKept.ts'

hearRows()
recountKept()
afterAll(handOnRows)
afterAll(dropSharedDatabase)
afterAll(endSharedLooking)
afterAll(endListening)
