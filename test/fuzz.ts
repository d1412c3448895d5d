import fc from 'fast-check'

// For `npm run fuzz`. FUZZ_RUNS is the number of runs a property; a property that sets its own number keeps it.
fc.configureGlobal({ numRuns: Number(process.env.FUZZ_RUNS ?? 20_000) })
