/** The look of the report: the editor's colours, light and dark as the reader's system is. */

export const style = `
:root{color-scheme:light dark;--canvas:#eceff3;--panel:#f7f8fa;--node:#fff;--raised:#e6eaf0;--plot:#f7f9fb;--line:#d5dbe3;--text-1:#151a21;--text-2:#434d5b;--text-3:#5c6675;--accent:#1a5fd6;--ok:#0f6e3b;--ok-tint:#dff3e7;--warning:#855600;--warning-tint:#fbf0d9;--error:#bc2329;--error-tint:#fce6e6;--chain-0:#a85400;--chain-1:#0067b8;--chain-2:#b0307f;--chain-3:#004f3a;--chain-4:#5b3fd6;--chain-5:#b53a14;--chain-6:#5f6200;--chain-7:#00697a}
@media (prefers-color-scheme:dark){:root{--canvas:#0d1015;--panel:#14181f;--node:#1b2029;--raised:#252c37;--plot:#10141a;--line:#2b323e;--text-1:#e9edf3;--text-2:#b0b9c6;--text-3:#8e99a9;--accent:#6aa8ff;--ok:#4cc38a;--ok-tint:#12291f;--warning:#f2b33d;--warning-tint:#33270f;--error:#ff8077;--error-tint:#351a1c;--chain-0:#f0a020;--chain-1:#4aa8f0;--chain-2:#d268b0;--chain-3:#7beab0;--chain-4:#9d8cff;--chain-5:#ff8d6b;--chain-6:#c3c94a;--chain-7:#52d5e6}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--canvas);color:var(--text-1);font:14px/1.5 "Inter Variable",Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:32px 24px 64px}
header{display:flex;gap:14px;align-items:flex-start;margin-bottom:20px}
header svg{flex:none;margin-top:3px}
h1{font-size:22px;line-height:1.3;font-weight:650;margin:0;letter-spacing:-.01em;text-wrap:balance}
header p{margin:2px 0 0;color:var(--text-2)}
h2{font-size:15px;font-weight:600;margin:0}
h3{font-size:13px;font-weight:600;margin:0 0 4px;color:var(--text-2)}
section{background:var(--node);border:1px solid var(--line);border-radius:10px;margin-bottom:16px;min-width:0}
.head{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;padding:12px 16px;border-bottom:1px solid var(--line)}
.head p{margin:0;color:var(--text-3);font-size:13px}
.body{padding:14px 16px}
.grid{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));margin-bottom:16px}
.grid>section{margin:0}
.cells{display:grid;gap:14px;grid-template-columns:repeat(auto-fit,minmax(min(var(--cell),100%),1fr))}
.alert{display:block;background:var(--error-tint);border:1px solid var(--error);border-radius:10px;padding:10px 16px;margin-bottom:16px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
.results th,.results td,.plain th,.plain td{padding:9px 8px;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
.results th:first-child,.plain th:first-child{padding-left:16px}
.results td:last-child,.results th:last-child,.plain td:last-child{padding-right:16px}
.results tbody tr:last-child>*,.plain tbody tr:last-child>*{border-bottom:0}
thead th{font-weight:500;font-size:12.5px;color:var(--text-3)}
thead small{font-weight:400}
tbody th{font-weight:500}
.results tbody th{white-space:normal;min-width:170px}
.results tbody tr:hover{background:color-mix(in srgb,var(--raised) 55%,transparent)}
.number{text-align:right!important}
.main{font-weight:650;font-size:15px}
td.wide small{display:block;color:var(--text-3);font-size:11.5px;line-height:1.2;margin:1px 0 -2px 6px}
.whiskers{display:block}
.constant{color:var(--text-2)}
.constant .main{font-weight:500}
.icon{vertical-align:-1px;margin-right:6px;flex:none}
.mark{fill:var(--chain);stroke:var(--node);stroke-width:.8}
.mark.hollow{fill:var(--node);stroke:var(--chain);stroke-width:1.6}
.whisker{stroke:var(--chain);stroke-width:1.6;fill:none}
.sign{font-size:11.5px;font-weight:500;border-radius:4px;padding:1px 6px;margin-left:8px;white-space:nowrap}
.sign.weak{display:block;width:max-content;margin:2px 0 0 18px}
.best{background:var(--ok-tint);color:var(--ok)}
.weak{background:var(--warning-tint);color:var(--warning)}
.findings{list-style:none;margin:0;padding:0;display:grid;gap:8px}
.findings li{display:flex;gap:10px;align-items:flex-start}
.findings svg{flex:none;margin-top:3px}
.tone-better{color:var(--ok)}.tone-warning{color:var(--warning)}.tone-none,.tone-note{color:var(--text-3)}
details{border-top:1px solid var(--line);padding:10px 0 0;margin-top:12px}
summary{cursor:pointer;color:var(--text-2);font-weight:500}
summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
details>:not(summary){margin-top:10px}
figure{margin:0;min-width:0}
.plot{display:block;width:100%;height:auto}
.field{fill:var(--plot)}
.plot .grid,.whiskers .grid{stroke:var(--line);stroke-width:1;fill:none}
.tick,.axis{font-size:11px;fill:var(--text-3)}
.axis{fill:var(--text-2)}
.middle{text-anchor:middle}.end{text-anchor:end}
.curve{fill:none;stroke:var(--chain);stroke-width:1.7;stroke-linejoin:round;stroke-linecap:round}
.dashed{stroke-dasharray:5 3}
.truth{fill:none;stroke:var(--text-1);stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round}
.dots{stroke:var(--chain);stroke-width:3.6;stroke-linecap:round;opacity:.5;fill:none}
.bias{stroke:var(--chain);stroke-width:1.6}
.ceiling{stroke:var(--text-3);stroke-width:1.2;stroke-dasharray:2 3}
.limit{stroke:var(--chain);stroke-width:1.4;stroke-dasharray:5 3}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;color:var(--text-2);font-size:12.5px;margin-top:10px}
.key{display:inline-flex;align-items:center}
.bars{display:grid;gap:8px}
.bars-row{display:grid;grid-template-columns:minmax(90px,190px) 1fr;gap:12px;align-items:center}
.bars-row .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar{display:flex;height:22px;border-radius:4px;overflow:hidden;background:var(--raised)}
.bar.none{color:var(--text-3);padding:0 8px;font-size:12px;align-items:center}
.part{display:block;overflow:hidden;font-size:11px;line-height:22px;text-align:center;white-space:nowrap;color:#10141a;box-shadow:inset -1px 0 0 var(--node)}
.key .part{width:12px;height:12px;border-radius:3px;margin-right:6px;box-shadow:none}
.part.within{background:#9fb0c6}.part.half{background:#f0a020}.part.double{background:#f2d34b}.part.breathing{background:#e78fc5}.part.mixed{background:#a79bf5}.part.other{background:repeating-linear-gradient(45deg,#c9857c 0 4px,#b9736a 4px 8px)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:6px 20px;margin:0}
dt{color:var(--text-3)}dd{margin:0;overflow-wrap:anywhere}
code,pre{font:12.5px/1.5 "JetBrains Mono Variable","JetBrains Mono",ui-monospace,monospace}
code{background:var(--raised);border-radius:4px;padding:1px 5px}
pre{background:var(--plot);border:1px solid var(--line);border-radius:6px;padding:10px 12px;margin:0;overflow:auto;max-height:420px}
.figure{font-size:22px;font-weight:650;letter-spacing:-.01em}
.muted{color:var(--text-3)}
p{margin:0 0 8px}p:last-child{margin-bottom:0}
[data-chain]{transition:opacity .12s ease-out}
@media (max-width:640px){main{padding:20px 12px 48px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
@media print{body{background:#fff}section{break-inside:avoid}.scroll{overflow:visible}.results th,.results td{padding:6px 5px;font-size:11px}}
`
