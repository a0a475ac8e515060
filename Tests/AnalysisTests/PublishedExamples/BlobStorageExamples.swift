extension PublishedExample {
  static let blobStorage: [PublishedExample] = []
}
