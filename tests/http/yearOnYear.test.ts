import { together } from '../support/together.ts'

await together(new URL('./yearOnYear/', import.meta.url))
