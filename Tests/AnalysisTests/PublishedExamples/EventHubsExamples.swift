extension PublishedExample {
  static let eventHubs: [PublishedExample] = []
}
