/** Experiments: what varies, the runs it takes, what they found. */
export {}
