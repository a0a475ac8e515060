/// The style of the page: light and dark, on screen and on paper.
///
/// Colors of series stay apart for the color-blind (after Okabe and Ito, "Color Universal Design").
enum HTMLStyle {
  static let text = #"""
    :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2230;
    --soft:#5b6575;--rule:#dfe3ea;--band:#eceff4;
    --accent:#0b63b0;--good:#0a7d5a;--warn:#9a6200;--bad:#b3261e;--badbg:#fdecea;--line:#7b8798;--track:#e3e7ee;
    --c0:#0072b2;--c1:#e69f00;--c2:#009e73;--c3:#cc79a7;--c4:#56b4e9;--c5:#d55e00;--c6:#8a7ad1;--c7:#9aa3b0}
    @media (prefers-color-scheme:dark){:root{--bg:#12161d;--card:#1b212b;--ink:#e7ebf2;--soft:#a2adbd;
    --rule:#313a48;
    --band:#171d26;--accent:#6cb4f5;--good:#4cc49a;--warn:#e8b04a;--bad:#ff8a80;--badbg:#3a1d1c;
    --line:#8793a5;--track:#313a48;
    --c0:#3d9bd6;--c1:#e6a91f;--c2:#2fb78e;--c3:#d892b8;--c4:#7cc5ef;--c5:#ea7f33;--c6:#a79aea;--c7:#8691a1}
    }
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--ink);
    font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
    main,header.top,footer{max-width:1288px;margin:0 auto;padding:0 24px}
    header.top{padding-top:28px}
    h1{font-size:30px;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
    h2{font-size:21px;margin:44px 0 12px}
    h3{font-size:17px;margin:0}
    p{margin:6px 0 12px;max-width:75em;overflow-wrap:anywhere}
    a{color:var(--accent);text-decoration:none}
    a:hover,a:focus-visible{text-decoration:underline}
    .soft{color:var(--soft)}
    .facts{color:var(--soft);margin:0 0 18px}
    .facts b{color:var(--ink);font-weight:600}
    .banner{background:var(--badbg);color:var(--bad);border:1px solid var(--bad);border-radius:8px;padding:10px 14px;
    margin:0 0 18px;font-weight:600}
    .flag{display:inline-block;color:var(--bad);border:1px solid var(--bad);border-radius:99px;font-size:12px;
    font-weight:600;
    padding:1px 9px;margin-left:10px;vertical-align:middle;white-space:nowrap}
    .running{display:none}
    .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:14px;margin:0 0 14px}
    .card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:14px 18px}
    .card .what{color:var(--soft);font-size:13px}
    .card .big{font-size:27px;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .card .note{color:var(--soft);font-size:13px;overflow-wrap:anywhere}
    .card.bad .big{color:var(--bad)}.card.warning .big{color:var(--warn)}.card.good .big{color:var(--good)}
    nav{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:14px;margin:14px 0 0;padding:10px 0;
    border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
    .panel{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:16px 18px;margin:0 0 16px}
    .scroll{overflow-x:auto}
    svg{display:block;width:100%;height:auto;font-family:inherit}
    svg.diagram{min-width:900px}
    svg.bar{width:160px}
    svg text{fill:var(--ink)}
    svg .muted,svg .body{fill:var(--soft)}
    svg .band{fill:var(--band)}
    svg .layer{fill:var(--soft)}
    svg .box{fill:var(--card);stroke:var(--rule);stroke-width:1.2}
    svg a:hover .box,svg a:focus .box{stroke:var(--accent);stroke-width:2}
    svg .load{fill:var(--accent)}
    svg .flow{fill:var(--ink)}
    svg .plate{fill:var(--card);stroke:var(--rule)}
    svg .arrow{fill:none;stroke:var(--line);stroke-width:1.6}
    svg .head{fill:var(--line)}
    svg .person{fill:var(--accent)}
    svg .track{fill:var(--track)}svg .share{fill:var(--accent)}
    svg .edge-edge{fill:var(--c4)}svg .edge-application{fill:var(--c0)}svg .edge-data{fill:var(--c2)}
    svg .edge-intelligence{fill:var(--c3)}svg .edge-analytics{fill:var(--c1)}svg .edge-operations{fill:var(--c7)}
    svg .grid{stroke:var(--rule);stroke-width:1}svg .axis{stroke:var(--line);stroke-width:1}
    svg .limit{stroke:var(--bad);stroke-width:1.8;stroke-dasharray:7 5}
    svg .line{fill:none;stroke-width:1.7;stroke-linejoin:round}
    svg .s0{fill:var(--c0)}svg .s1{fill:var(--c1)}svg .s2{fill:var(--c2)}svg .s3{fill:var(--c3)}
    svg .s4{fill:var(--c4)}svg .s5{fill:var(--c5)}svg .s6{fill:var(--c6)}svg .s7{fill:var(--c7)}
    svg .l0{stroke:var(--c0)}svg .l1{stroke:var(--c5)}svg .l2{stroke:var(--c2)}svg .l3{stroke:var(--c3)}
    svg .l4{stroke:var(--c1)}svg .l5{stroke:var(--c4)}svg .l6{stroke:var(--c6)}
    .keys{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:10px 0 0;padding:0;font-size:13px}
    .keys li{display:flex;align-items:center;gap:7px}
    .keys i{width:12px;height:12px;border-radius:3px;flex:none}
    .k0{background:var(--c0)}.k1{background:var(--c1)}.k2{background:var(--c2)}.k3{background:var(--c3)}
    .k4{background:var(--c4)}.k5{background:var(--c5)}.k6{background:var(--c6)}.k7{background:var(--c7)}
    .lines .k1{background:var(--c5)}.lines .k4{background:var(--c1)}.lines .k5{background:var(--c4)}
    .keys i.k-limit{background:none;height:0;width:20px;border-radius:0;border-top:2px dashed var(--bad)}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:16px}
    .charts .panel{margin:0}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
    th{font-weight:600;color:var(--soft);font-size:13px;white-space:nowrap}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    .wide th,.wide td{padding:5px 4px;font-size:12.5px}
    td.t,th.t{white-space:nowrap}
    tr.sum td{font-weight:650;border-top:2px solid var(--rule);border-bottom:0}
    td.w{min-width:16em;overflow-wrap:anywhere}
    .bad,.critical{color:var(--bad)}.warning{color:var(--warn)}.good{color:var(--good)}
    .tag{font-weight:600}
    .chapter{scroll-margin-top:12px}
    .chapter .top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 24px;align-items:baseline}
    .chapter .sum{font-size:19px;font-weight:650;font-variant-numeric:tabular-nums}
    details{border-top:1px solid var(--rule);padding:8px 0}
    details:last-child{padding-bottom:0}
    summary{cursor:pointer;display:flex;gap:12px;align-items:baseline}
    summary::before{content:"▸";color:var(--soft);width:1em;flex:none}
    details[open]>summary::before{content:"▾"}
    summary::-webkit-details-marker{display:none}
    summary .grow{flex:1;min-width:0;overflow-wrap:anywhere}
    summary .m{min-width:8em;text-align:right;font-variant-numeric:tabular-nums;font-weight:600}
    summary .p{min-width:4.5em;text-align:right;color:var(--soft);font-variant-numeric:tabular-nums}
    details ol,details p{font-size:13.5px;overflow-wrap:anywhere}
    details ol{padding-left:2.2em;margin:6px 0 10px}
    footer{color:var(--soft);font-size:13px;margin-top:40px;padding-bottom:40px}
    @media print{
    :root{--bg:#fff;--card:#fff}
    body{font-size:11px}
    nav,.noprint{display:none}
    .running{display:block;position:fixed;top:0;right:0;font-size:11px}
    .panel,.card{break-inside:avoid;border-color:#bbb}
    .chapter.panel{break-inside:auto}
    h2,h3{break-after:avoid}
    tr{break-inside:avoid}
    svg.diagram{min-width:0}
    .scroll{overflow:visible}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }
    """#
}
