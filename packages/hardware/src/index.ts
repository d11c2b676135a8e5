/** Live radar: the DCA1000EVM capture card, the radar's command line, and their emulators. */
export {}
