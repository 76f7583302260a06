import { app, BrowserWindow } from 'electron'

// The program that a person works in while Warbler runs: a sheet of paper that can fill the screen.
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 900, height: 500, x: 190, y: 280, title: 'Letter' })
  window.removeMenu()
  return window.loadURL(
    'data:text/html,<title>Letter</title><body style="margin:0"><textarea autofocus style="width:100vw;height:100vh;border:0;padding:24px;font:20px sans-serif;outline:0"></textarea><script>clicks=0;addEventListener("click",()=>clicks++)</script>',
  )
})
