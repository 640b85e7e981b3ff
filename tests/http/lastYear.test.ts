import { together } from '../support/together.ts'

await together(new URL('./lastYear/', import.meta.url))
