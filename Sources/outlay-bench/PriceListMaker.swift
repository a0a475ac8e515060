import Foundation
import Quantities

/// Pages of a price list of the shape and size of the Retail Prices API's, with random ids and prices.
struct PriceListMaker {
  private var random: Random

  init(seed: UInt64) { random = Random(state: seed) }

  private static let regions = [
    ("westeurope", "EU West"), ("northeurope", "EU North"), ("eastus", "US East"), ("eastus2", "US East 2"),
    ("westus", "US West"), ("westus2", "US West 2"), ("southeastasia", "AP Southeast"), ("japaneast", "JA East"),
    ("uksouth", "UK South"), ("francecentral", "FR Central"), ("germanywestcentral", "DE West Central"),
    ("brazilsouth", "BR South"), ("canadacentral", "CA Central"), ("australiaeast", "AU East"),
    ("centralindia", "IN Central"), ("koreacentral", "KR Central"), ("swedencentral", "SE Central"), ("", "Global"),
  ]
  private static let services = [
    ("Virtual Machines", "Compute"), ("Storage", "Storage"), ("SQL Database", "Databases"),
    ("Azure Cosmos DB", "Databases"), ("Azure App Service", "Compute"), ("Bandwidth", "Networking"),
    ("Azure Firewall", "Networking"), ("Azure Databricks", "Analytics"), ("Foundry Models", "AI + Machine Learning"),
    ("Azure Monitor", "Management and Governance"), ("Event Hubs", "Internet of Things"),
  ]
  private static let units = ["1 Hour", "1 GB", "1 GB/Month", "10K", "1M", "1/Month", "1K", "1/Day", "100 Hours"]

  /// Writes `count` items in pages of 1,000.
  consuming func write(_ count: Int, to folder: String) throws {
    var maker = self
    var items: [String] = []
    var (page, total) = (0, 0)
    while total < count {
      for item in maker.meter().prefix(count - total) {
        items.append(item)
        total += 1
        guard items.count == 1000 || total == count else { continue }
        let text = """
          {"BillingCurrency":"USD","CustomerEntityId":"Default","CustomerEntityType":"Retail",\
          "Items":[\(items.joined(separator: ","))],"NextPageLink":null,"Count":\(items.count)}
          """
        let name = "page" + String(repeating: "0", count: 5 - "\(page)".count) + "\(page).json"
        try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
        items = []
        page += 1
      }
    }
  }

  /// A meter's items in every region.
  private mutating func meter() -> [String] {
    let (service, family) = random.pick(Self.services)
    let first = "D\(random.pick([2, 4, 8, 16, 32, 64]))\(random.pick(["s", "as", "ds", "ads", "pls"]))"
    let size = "\(first) v\(random.pick([3, 4, 5, 6]))"
    let product = "\(service) \(first) Series \(random.pick(["", "Windows", "Linux", "- Hot LRS", "Premium"]))"
    let id =
      "DZH318Z0" + (0..<4).map { _ in random.pick(Array("BCDFGHJKLMNPQRSTVWXZ0123456789").map(String.init)) }.joined()
    let sku = size + random.pick(["", " Spot", " Low Priority"])
    let name = size + "/" + (service.split(separator: " ").last ?? "")
    // Six decimals, from a thousandth to some hundreds.
    let base = Double(1 << random.below(18)) * 0.001 * (0.5 + random.share)
    var items: [String] = []
    for (region, location) in Self.regions {
      for tier in random.share < 0.05 ? ["0.0", "50000.0", "500000.0"] : ["0.0"] {
        let kind = random.share
        let type = kind < 0.72 ? "Consumption" : kind < 0.92 ? "Reservation" : "DevTestConsumption"
        let price = (base * (0.9 + random.share / 2) * 1e6).rounded() / 1e6
        var item = """
          {"currencyCode":"USD","tierMinimumUnits":\(tier),"retailPrice":\(price),"unitPrice":\(price),\
          "armRegionName":"\(region)","location":"\(location)",\
          "effectiveStartDate":"20\(18 + random.below(8))-\(Date.two(1 + random.below(12)))-01T00:00:00Z",\
          "meterId":"\(random.id())","meterName":"\(name)","productId":"\(id)","skuId":"\(id)/00\(10 + random.below(90))",\
          "productName":"\(product)","skuName":"\(sku)","serviceName":"\(service)","serviceId":"DZH313Z7MMC8",\
          "serviceFamily":"\(family)","unitOfMeasure":"\(random.pick(Self.units))","type":"\(type)",\
          "isPrimaryMeterRegion":\(random.share < 0.8),"armSkuName":"Standard_\(size.replacing(" ", with: "_"))"
          """
        if type == "Reservation" {
          item += ",\"reservationTerm\":\"\(random.pick(["1 Year", "3 Years"]))\""
        } else if random.share < 0.1 {
          item += """
            ,"savingsPlan":[{"unitPrice":\(price * 0.6),"retailPrice":\(price * 0.6),"term":"3 Years"},\
            {"unitPrice":\(price * 0.75),"retailPrice":\(price * 0.75),"term":"1 Year"}]
            """
        }
        items.append(item + "}")
      }
    }
    return items
  }

  /// SplitMix64 (Steele, Lea, Flood, 2014).
  private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
    var share: Double { mutating get { Double(next() >> 11) * 0x1p-53 } }

    /// A random GUID.
    mutating func id() -> String {
      let digits = [next(), next()].map { word in
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
      var id = ""
      for (index, digit) in digits.enumerated() {
        if [8, 12, 16, 20].contains(index) { id.append("-") }
        id.append(digit)
      }
      return id
    }
  }
}
