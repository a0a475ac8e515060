extension PublishedExample {
  static let sqlDatabase: [PublishedExample] = []
}
