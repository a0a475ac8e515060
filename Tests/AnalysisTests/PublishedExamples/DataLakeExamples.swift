extension PublishedExample {
  static let dataLake: [PublishedExample] = []
}
