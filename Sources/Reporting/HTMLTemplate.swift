/// The page as a Mustache template.
///
/// Triple braces stand only around pictures, which escape their own text, and the style.
enum HTMLTemplate {
  static let text = head + middle + chapters + end

  private static let head = #"""
    {{% CONTENT_TYPE:MARKUP}}<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';
    base-uri 'none'; form-action 'none'">
    <title>{{scenario}}{{#variant}} ({{.}}){{/variant}}: cost report</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    {{#incomplete}}<div class="running flag">{{flag}}</div>{{/incomplete}}
    <header class="top" id="summary">
    {{#incomplete}}
    <div class="banner" role="alert">{{flag}}. {{unpricedCount}} {{#unpricedPlural}}lines
    have{{/unpricedPlural}}{{^unpricedPlural}}line has{{/unpricedPlural}} no price, so every total is a lower bound.
    <a href="#unpriced">See which</a></div>{{/incomplete}}
    <h1>{{scenario}}</h1>
    <p class="facts">{{#variant}}Variant <b>{{.}}</b> · {{/variant}}<b>{{span}}</b> ({{monthCount}}
    months){{#regions}} · {{.}}{{/regions}} · prices of <b>{{bookDate}}</b></p>
    <div class="cards">
    <div class="card"><div class="what">Cost of {{spanTitle}}{{#incomplete}}, at least{{/incomplete}}</div>
    <div class="big">{{total}} {{currency}}</div><div class="note">without support plan and tax</div></div>
    <div class="card"><div class="what">Average month{{#incomplete}}, at least{{/incomplete}}</div>
    <div class="big">{{average}} {{currency}}</div>{{#dearest}}
    <div class="note">Dearest: {{.}}</div>{{/dearest}}</div>
    <div class="card {{verdictLevel}}"><div class="what">Budget</div><div class="big">{{verdict}}</div>
    <div class="note">{{verdictDetail}}</div></div>
    </div>
    <nav aria-label="Contents">
    {{#diagram}}<a href="#picture">Picture</a>{{/diagram}}
    <a href="#months">Cost by month</a>
    {{#hasLoad}}<a href="#load">Load</a>{{/hasLoad}}
    <a href="#alerts">Alerts</a>
    {{#hasCommitments}}<a href="#commitments">Commitments</a>
    {{/hasCommitments}}{{#hasUnitCosts}}<a href="#unit-costs">Unit costs</a>{{/hasUnitCosts}}
    {{#hasDemand}}<a href="#demand">Demand</a>{{/hasDemand}}
    {{#hasCapacity}}<a href="#capacity">Capacity</a>{{/hasCapacity}}
    {{#hasChapters}}<a href="#components">Every line</a>{{/hasChapters}}
    <a href="#assumptions">Assumptions</a>
    <a href="#prices">Prices</a>
    </nav>
    </header>
    <main>
    {{#diagram}}
    <h2 id="picture">How it fits together{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p class="soft">Users stand at the top; below them what serves them, layer by layer. Each box shows its cost over
    {{spanTitle}} in {{currency}}, its share of the whole, and its load; arrows show what flows. A box leads to every
    line of its bill.{{#hasEnvironments}} It shows the environment {{mainEnvironment}} alone.{{/hasEnvironments}}</p>
    <div class="panel scroll">{{{.}}}</div>
    {{/diagram}}

    <h2 id="months">Cost by month{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    {{#monthsChart}}
    <div class="panel"><div class="soft">{{currency}} per month, by component</div>{{{.}}}
    <ul class="keys">{{#monthsKeys}}<li><i class="{{style}}"></i>{{name}}</li>{{/monthsKeys}}</ul></div>
    {{/monthsChart}}
    {{#hasInstances}}
    <div class="panel scroll"><table class="wide">
    <thead><tr><th>Component</th>{{#months}}<th class="n">{{.}}</th>{{/months}}<th class="n">{{totalTitle}}</th>
    <th class="n">Share</th></tr></thead>
    <tbody>
    {{#monthRows}}
    <tr>
    <td class="t"><a href="#instance-{{anchor}}">{{name}}</a>{{#lacks}}<span class="flag">no
    price</span>{{/lacks}}</td>{{#cells}}<td class="n">{{.}}</td>{{/cells}}<td class="n"><b>{{total}}</b></td>
    <td class="n">{{share}}</td></tr>
    {{/monthRows}}
    <tr class="sum"><td>Total{{#incomplete}} (lower bound){{/incomplete}}</td>{{#monthTotals}}
    <td class="n">{{.}}</td>{{/monthTotals}}<td class="n">{{total}}</td><td></td></tr>
    </tbody></table></div>
    <p class="soft">Amounts are shown to two decimals; the total is exactly {{exact}} {{currency}}.{{#residual}} The
    amounts shown miss the total shown by {{.}}.{{/residual}}</p>
    {{/hasInstances}}
    {{^hasInstances}}<p>The scenario uses nothing that is billed.</p>{{/hasInstances}}
    {{#hasEnvironments}}
    <h2 id="environments">Cost by environment{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p class="soft">One bill: free grants and tiers are shared. The names of what stands in another environment than the
    first row's end with @ and its name; outside its hours an environment is off, and the assumptions say what then
    ceases and what goes on.</p>
    <div class="panel scroll"><table>
    <thead><tr><th>Environment</th><th class="n">Demand</th><th>On</th><th>Prices</th>{{#months}}<th class="n">{{.}}</th>
    {{/months}}<th class="n">{{totalTitle}}</th><th class="n">Share</th></tr></thead>
    <tbody>
    {{#environments}}
    <tr><td class="t">{{name}}{{#lacks}}<span class="flag">no price</span>{{/lacks}}</td><td class="n">{{demand}}</td>
    <td>{{hours}}{{#goesOn}}<br><span class="soft">goes on outside them: {{.}}</span>{{/goesOn}}</td><td>{{prices}}</td>{{#cells}}<td class="n">{{.}}</td>{{/cells}}<td class="n"><b>{{total}}</b></td>
    <td class="n">{{share}}</td></tr>
    {{/environments}}
    </tbody></table></div>
    {{/hasEnvironments}}

    """#

  private static let middle = #"""
    {{#hasLoad}}
    <h2 id="load">Load against limits{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p class="soft">The week of the highest load, hour by hour, UTC.</p>
    <div class="charts">
    {{#load}}
    <div class="panel"><h3>{{title}}</h3>{{{svg}}}<ul class="keys lines">{{#keys}}
    <li><i class="{{style}}"></i>{{name}}</li>{{/keys}}</ul><div class="soft">{{note}}</div></div>
    {{/load}}
    </div>
    {{/hasLoad}}

    <h2 id="alerts">Alerts{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    {{#hasAlerts}}
    <div class="panel scroll"><table>
    <thead><tr><th>Severity</th><th>Subject</th><th>Period</th><th>Threshold</th><th class="n">Limit</th>
    <th class="n">Value</th><th>Crossed</th><th>Azure tells</th><th>What happens</th></tr></thead>
    <tbody>
    {{#alerts}}<tr><td class="tag {{severity}}">{{severity}}</td><td>{{subject}}</td><td class="t">{{period}}</td>
    <td>{{threshold}}</td><td class="n">{{limit}}</td><td class="n">{{value}}</td><td class="t">{{crossed}}</td>
    <td class="t">{{told}}</td><td class="w">{{message}}</td></tr>
    {{/alerts}}
    </tbody></table></div>
    {{/hasAlerts}}
    {{^hasAlerts}}<p>No threshold is crossed.</p>{{/hasAlerts}}

    {{#hasCommitments}}
    <h2 id="commitments">Commitments{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p class="soft">{{savings}}</p>
    {{#hasPurchases}}
    <div class="panel scroll"><table class="wide"><thead><tr><th>Commitment</th><th>Bought</th><th class="n">Used</th>
    <th class="n">Pays from</th><th class="n">Usage covered</th><th class="n">Paid</th><th class="n">Amortised</th>
    <th class="n">Unused</th><th class="n">List value</th><th class="n">Saving</th><th class="n">Owed after</th>
    </tr></thead>
    <tbody>{{#commitments}}<tr><td>{{name}}<br><span class="soft">{{type}}</span></td><td class="w">{{bought}}<br><span
    class="soft">{{term}}</span></td><td class="n">{{used}}</td><td class="n">{{breakEven}}</td>
    <td class="n">{{covered}}</td><td class="n">{{paid}}</td><td class="n">{{amortised}}</td><td class="n">{{unused}}</td><td class="n">{{list}}</td>
    <td class="n{{#isLoss}} bad{{/isLoss}}">{{saving}}</td><td class="n">{{owed}}</td></tr>
    {{/commitments}}</tbody></table></div>
    {{/hasPurchases}}

    {{/hasCommitments}}
    {{#hasUnitCosts}}
    <h2 id="unit-costs">Unit costs{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <div class="panel scroll"><table><thead><tr><th>One</th><th class="n">costs, {{currency}}</th></tr></thead>
    <tbody>{{#unitCosts}}<tr><td>{{per}}</td><td class="n">{{amount}}</td></tr>
    {{/unitCosts}}</tbody></table></div>
    {{/hasUnitCosts}}

    {{#hasDemand}}
    <h2 id="demand">Demand{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <div class="panel scroll"><table><thead><tr><th>Journey</th><th>Region</th><th class="n">Requests made</th>
    <th class="n">Answered</th><th class="n">Lost</th></tr></thead>
    <tbody>{{#demand}}<tr><td>{{journey}}</td><td>{{region}}</td><td class="n">{{offered}}</td>
    <td class="n">{{served}}</td><td class="n{{#isLost}} bad{{/isLost}}">{{lost}}</td></tr>
    {{/demand}}</tbody></table></div>
    {{/hasDemand}}
    {{#hasFailover}}
    <h2 id="failover">Failover{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <div class="panel scroll"><table><thead><tr><th>Region</th><th>Outage from</th>
    <th class="n">Seconds lost, mean</th><th class="n">worst</th><th class="n">Seconds until traffic is back</th>
    </tr></thead>
    <tbody>{{#failover}}<tr><td>{{region}}</td><td>{{start}}</td><td class="n">{{mean}}</td>
    <td class="n">{{worst}}</td><td class="n">{{back}}</td></tr>
    {{/failover}}</tbody></table></div>
    {{/hasFailover}}

    {{#hasCapacity}}
    <h2 id="capacity">Capacity{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <div class="panel scroll"><table><thead><tr><th>Component</th><th>Region</th><th>Measure</th>
    <th class="n">Highest</th><th class="n">Limit</th><th class="n">Used</th><th>At</th><th>Source of the limit</th>
    </tr></thead>
    <tbody>{{#capacity}}<tr><td><a href="#instance-{{anchor}}">{{instance}}</a></td><td>{{region}}</td>
    <td>{{metric}}</td><td class="n">{{max}} {{unit}}</td><td class="n">{{limit}}</td>
    <td class="n{{#isFull}} bad{{/isFull}}">{{used}}</td><td class="t">{{at}}</td><td class="w soft">{{source}}</td>
    </tr>
    {{/capacity}}</tbody></table></div>
    {{/hasCapacity}}
    {{#hasObjectives}}
    <h2 id="objectives">Objectives{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <div class="panel scroll"><table><thead><tr><th>Journey</th><th>Measure</th><th class="n">Objective</th>
    <th class="n">Worst month</th><th>Month</th><th>Met</th><th class="n">Requests that miss it</th></tr></thead>
    <tbody>{{#objectives}}<tr><td>{{journey}}</td><td>{{metric}}</td><td class="n">{{target}}</td>
    <td class="n">{{value}}</td><td>{{worst}}</td>
    <td>{{#met}}<span class="good">yes</span>{{/met}}{{^met}}<span class="bad">no</span>{{/met}}</td>
    <td class="n">{{over}}</td></tr>
    {{/objectives}}</tbody></table></div>
    {{/hasObjectives}}

    """#

  private static let chapters = #"""
    {{#hasChapters}}
    <h2 id="components">Every line, by component{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p class="soft">Open a meter to see each line: what was used, at which price, and where the price comes from. All
    lines are in lines.csv too.</p>
    {{#chapters}}
    <section class="panel chapter" id="instance-{{anchor}}">
    <div class="top">
    <h3>{{title}} <span class="soft">{{name}}</span>{{#unpriced}}<span class="flag">{{flag}}, {{.}}
    without a price</span>{{/unpriced}}</h3><div class="sum">{{total}}</div></div>
    <p>{{#purpose}}{{.}}. {{/purpose}}{{#load}}{{.}}. {{/load}}<span class="soft">{{#places}}{{.}}.
    {{/places}}{{share}} of the total; {{average}} a month; {{fixed}} stands at no load, {{variable}} varies.</span>
    <a class="noprint" href="#picture">Back to the picture</a></p>
    {{#isIdle}}<p class="soft">Nothing of it is billed.</p>{{/isIdle}}
    {{#meters}}
    <details><summary><span class="grow">{{name}} <span class="soft">{{key}}{{#isFixed}},
    fixed{{/isFixed}}</span>{{#hasUnpriced}}<span class="flag">no price</span>{{/hasUnpriced}}</span><span
    class="m">{{amount}}</span><span class="p">{{share}}</span></summary>
    <p>{{#formula}}Quantity: {{.}}. {{/formula}}{{#pool}}<span class="soft">Tiers count over:
    {{.}}.</span>{{/pool}}</p>
    <ol class="soft">{{#rows}}<li>{{text}}</li>{{/rows}}</ol>
    <div class="scroll"><table><thead><tr><th>Month</th><th>Region</th><th class="n">Tier from</th>
    <th class="n">Quantity</th><th>Unit</th><th class="n">Unit price</th><th class="n">Amount</th><th>Confidence</th>
    <th class="n">Price row</th></tr></thead><tbody>
    {{#lines}}<tr title="{{id}}"><td class="t">{{month}}<td class="t">{{region}}<td class="n">{{tier}}
    <td class="n">{{quantity}}<td class="t">{{unit}}<td class="n">{{price}}
    <td class="n{{#isUnpriced}} bad{{/isUnpriced}}">{{amount}}<td>{{confidence}}<td class="n">{{row}}
    {{/lines}}</tbody></table></div></details>
    {{/meters}}
    </section>
    {{/chapters}}
    {{/hasChapters}}

    """#

  private static let end = #"""
    {{#hasUnpriced}}
    <h2 id="unpriced">Without a price<span class="flag">{{flag}}</span></h2>
    <div class="panel scroll"><table><thead><tr><th>Line</th><th class="n">Quantity</th><th>Unit</th>
    <th>Why, and which rows could be meant</th></tr></thead>
    <tbody>{{#unpriced}}<tr><td class="w">{{id}}</td><td class="n">{{quantity}}</td><td class="t">{{unit}}</td>
    <td class="w">{{source}}</td></tr>
    {{/unpriced}}</tbody></table></div>
    {{/hasUnpriced}}

    <h2 id="assumptions">Assumptions{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p>Support plan and tax are not in these figures.</p>
    {{#hasAssumptions}}
    <div class="panel scroll"><table><thead><tr><th>What</th><th>Value</th><th>From</th><th>Why</th></tr></thead>
    <tbody>{{#assumptions}}<tr><td>{{key}}</td><td>{{value}}</td><td>{{origin}}</td><td class="w soft">{{source}}</td>
    </tr>
    {{/assumptions}}</tbody></table></div>
    {{/hasAssumptions}}

    <h2 id="prices">Prices{{#incomplete}}<span class="flag">{{flag}}</span>{{/incomplete}}</h2>
    <p>Price book <b>{{bookId}}</b> as of <b>{{bookDate}}</b>, in {{currency}}.</p>
    {{#hasConfidences}}
    <div class="panel scroll"><table><thead><tr><th>Confidence</th><th>Share of the cost</th><th class="n"></th>
    <th class="n">Amount</th><th class="n">Lines</th><th>Meaning</th></tr></thead>
    <tbody>{{#confidences}}<tr><td>{{name}}</td><td>{{{bar}}}</td><td class="n">{{share}}</td>
    <td class="n">{{amount}}</td><td class="n">{{lines}}</td><td>{{meaning}}</td></tr>
    {{/confidences}}</tbody></table></div>
    {{/hasConfidences}}
    <ul class="soft">{{#bookSources}}<li>{{.}}</li>{{/bookSources}}</ul>
    </main>
    <footer>Made by {{tool}}, seed {{seed}}.{{#tags}} {{name}}: {{value}}.{{/tags}}</footer>
    </body>
    </html>

    """#
}
