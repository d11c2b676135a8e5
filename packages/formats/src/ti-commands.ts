/** What the commands of a TI configuration take; from the mmWave SDK user's guide, "Configuration (.cfg) File Format". */

/** One argument: its name there and the values a device takes. */
export interface Argument {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly integer: boolean
}

const whole = (name: string, min: number, max: number): Argument => ({
  name,
  min,
  max,
  integer: true,
})
const real = (name: string, min: number, max: number): Argument => ({
  name,
  min,
  max,
  integer: false,
})
/** A value that is not used here and whose limits differ between devices. */
const any = (name: string): Argument => real(name, -1e9, 1e9)

/** Highest chirp index of a frame: the device has 512 chirp configurations. */
const lastChirp = 511

/** Commands that settle how a recording is read; several lists where releases differ in number. */
export const usedCommands: Record<string, readonly (readonly Argument[])[]> = {
  dfeDataOutputMode: [[whole('modeType', 1, 3)]],
  channelCfg: [[whole('rxChannelEn', 1, 15), whole('txChannelEn', 0, 15), any('cascading')]],
  adcCfg: [[whole('numADCBits', 0, 2), whole('adcOutputFmt', 0, 3)]],
  adcbufCfg: [
    // SDK 1 on the xWR14xx has no subframe.
    bufferArguments(),
    [whole('subFrameIdx', -1, 3), ...bufferArguments()],
  ],
  // The LVDS test firmware of the xWR14xx.
  testFmkCfg: [bufferArguments()],
  profileCfg: [
    [
      whole('profileId', 0, 3),
      // 57 to 64 and 76 to 81 GHz devices.
      real('startFreq', 57, 81),
      real('idleTime', 0, 5242.87),
      real('adcStartTime', 0, 40.95),
      real('rampEndTime', 0.01, 5000),
      any('txOutPower'),
      any('txPhaseShifter'),
      // 5510 steps of 48.279 kHz/us on 60 GHz devices.
      real('freqSlopeConst', -266.1, 266.1),
      any('txStartTime'),
      whole('numAdcSamples', 2, 8192),
      real('digOutSampleRate', 1, 45000),
      any('hpfCornerFreq1'),
      any('hpfCornerFreq2'),
      any('rxGain'),
    ],
  ],
  chirpCfg: [
    [
      whole('startIdx', 0, lastChirp),
      whole('endIdx', 0, lastChirp),
      whole('profileId', 0, 3),
      real('startFreqVar', 0, 1e9),
      real('freqSlopeVar', 0, 1e6),
      real('idleTimeVar', 0, 5242.87),
      real('adcStartTimeVar', 0, 40.95),
      whole('txEnable', 0, 15),
    ],
  ],
  frameCfg: [
    [
      whole('chirpStartIdx', 0, lastChirp),
      whole('chirpEndIdx', 0, lastChirp),
      whole('numLoops', 1, 255),
      whole('numFrames', 0, 65535),
      real('framePeriodicity', 0.3, 1342.18),
      any('triggerSelect'),
      any('frameTriggerDelay'),
    ],
  ],
  lvdsStreamCfg: [
    [
      whole('subFrameIdx', -1, 3),
      whole('enableHeader', 0, 1),
      whole('dataFmt', 0, 4),
      whole('enableSW', 0, 1),
    ],
  ],
}

function bufferArguments(): readonly Argument[] {
  return [
    whole('adcOutputFmt', 0, 1),
    whole('sampleSwap', 0, 1),
    whole('chanInterleave', 0, 1),
    whole('chirpThreshold', 0, 255),
  ]
}

/** Commands of TI's demos and labs that say nothing about how a recording is read. */
export const otherCommands: ReadonlySet<string> = new Set(
  `sensorStart sensorStop flushCfg version help configDataPort queryDemoStatus lowPower guiMonitor
  dvsGuiMonitor cfarCfg peakGrouping multiObjBeamForming clutterRemoval calibDcRangeSig
  compRangeBiasAndRxChanPhase measureRangeBiasAndRxChanPhase CQRxSatMonitor CQSigImgMonitor
  analogMonitor calibData aoaFovCfg cfarFovCfg extendedMaxVelocity bpmCfg nearFieldCfg
  vitalSignsCfg motionDetection setProfileCfg zoneDef coeffMatrixRow meanVector stdVector oddemoParms
  trackingCfg gatingParam stateParam allocationParam maxAcceleration variationParam unrollingParam
  presenceBoundaryBox boundaryBox staticBoundaryBox sensorPosition sceneryParam staticRangeAngleCfg
  dynamicRACfarCfg staticRACfarCfg dynamicRangeAngleCfg dynamic2DAngleCfg antGeometry0 antGeometry1
  antPhaseRot fovCfg vitalsign VSRangeIdxCfg VSTargetId vital micbiasCfg idlePowerDown
  heatmapPowerCfg runningCfg doaCfg doppler dynamicRangeCfarCfg runTimeCalib`.split(/\s+/),
)

/** Commands that make the file say something no plain frame can hold. */
export const advancedCommands: ReadonlySet<string> = new Set([
  'advFrameCfg',
  'subFrameCfg',
  'contModeCfg',
])
